SELECT COUNT(CASE WHEN state = 'OPEN' THEN 1 END) AS open,
    COUNT(CASE WHEN state = 'DIALLING' THEN 1 END) AS dialling,
    COUNT(CASE WHEN state = 'CLOSED' THEN 1 END) AS closed
FROM numbers
