-- As if the attempt had not been begun.
UPDATE numbers SET state = 'OPEN', attempts = attempts - 1, next_at = CURRENT_TIMESTAMP + INTERVAL '10' SECOND
WHERE id = (SELECT number_id FROM attempts WHERE call_id = :#call)
