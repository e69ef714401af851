-- Whether and when the number is called again, by the rule for the outcome.
UPDATE numbers SET
    result = (SELECT outcome FROM attempts WHERE call_id = :#call),
    state = CASE WHEN attempts < (SELECT max_attempts FROM rules JOIN attempts USING (outcome) WHERE call_id = :#call)
        THEN 'OPEN' ELSE 'CLOSED' END,
    next_at = CURRENT_TIMESTAMP + COALESCE(
        (SELECT retry_after FROM rules JOIN attempts USING (outcome) WHERE call_id = :#call), INTERVAL '0' SECOND)
WHERE id = (SELECT number_id FROM attempts WHERE call_id = :#call)
