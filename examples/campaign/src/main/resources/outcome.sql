-- The outcome of an attempt, which a machine changes that answered.
UPDATE attempts SET
    ended = CURRENT_TIMESTAMP,
    reason = :#${header.CamelAmiReason},
    outcome = CASE WHEN amd = 'MACHINE' AND :#outcome IN ('ANSWERED', 'ABANDONED') THEN 'MACHINE' ELSE :#outcome END
WHERE call_id = :#call
