SELECT t.id AS "id", t.subject AS "subject", CAST(t.opened AS VARCHAR(10)) AS "opened" FROM tickets t
WHERE t.customer = :#${variable.customer[id]} AND t.closed IS NULL ORDER BY t.id DESC FETCH FIRST 5 ROWS ONLY
