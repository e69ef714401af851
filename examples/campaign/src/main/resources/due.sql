-- The number that has been due for longest.
SELECT id, number, attempts + 1 AS attempt FROM numbers
WHERE state = 'OPEN' AND next_at <= CURRENT_TIMESTAMP
ORDER BY next_at, id LIMIT 1 FOR UPDATE
