-- The attempt that begins, unless the number must not be called.
INSERT INTO attempts (call_id, number_id, attempt, begun, outcome)
SELECT :#call, id, attempts + 1, CURRENT_TIMESTAMP, 'DIALLING' FROM numbers
WHERE id = :#${header.due[id]} AND number NOT IN (SELECT number FROM do_not_call)
