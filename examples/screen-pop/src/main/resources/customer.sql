SELECT id AS "id", name AS "name", company AS "company", link AS "link" FROM customers
WHERE RIGHT(number, 9) = RIGHT(:#${body.callerNumber}, 9) ORDER BY id FETCH FIRST ROW ONLY
