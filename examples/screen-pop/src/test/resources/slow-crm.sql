-- A CRM in which a search for a customer does not end.
CREATE VIEW IF NOT EXISTS customers AS
    SELECT x AS id, 'nobody' AS name, NULL AS company, 'none' || x AS number, NULL AS link
    FROM SYSTEM_RANGE(1, 1000000000000);
CREATE TABLE IF NOT EXISTS calls (
    number VARCHAR(30), started BIGINT NOT NULL, answered_by VARCHAR(30), disposition VARCHAR(20), talk_time BIGINT);
