-- The number that has been due for longest, in the order of the index.
SELECT id, number, attempts + 1 AS attempt FROM numbers
WHERE state = 'OPEN' AND next_at <= CURRENT_TIMESTAMP
ORDER BY state, next_at, id LIMIT 1
