CREATE TABLE IF NOT EXISTS customers (
    id INT PRIMARY KEY, name VARCHAR(80) NOT NULL, company VARCHAR(80), number VARCHAR(30) NOT NULL, link VARCHAR(200));
CREATE TABLE IF NOT EXISTS tickets (
    id INT PRIMARY KEY, customer INT NOT NULL, subject VARCHAR(200) NOT NULL, opened DATE NOT NULL, closed DATE);
CREATE TABLE IF NOT EXISTS calls (
    number VARCHAR(30), started BIGINT NOT NULL, answered_by VARCHAR(30), disposition VARCHAR(20), talk_time BIGINT);

MERGE INTO customers VALUES
    (1, 'Ann Smith', 'Baker & Sons', '+442079460101', 'https://crm.example.com/customers/1'),
    (2, 'Jürgen Groß', 'Groß Elektro GmbH', '+4930901820', 'https://crm.example.com/customers/2'),
    (3, 'Chloé Durand', NULL, '+33199001234', 'https://crm.example.com/customers/3');
MERGE INTO tickets VALUES
    (4711, 1, 'Invoice 2026-118 has the wrong address', DATE '2026-11-24', NULL),
    (4720, 1, 'Asks for a second phone at the counter', DATE '2026-11-27', NULL),
    (4633, 1, 'No dial tone', DATE '2026-10-02', DATE '2026-10-03'),
    (4702, 2, 'Fax arrives as a blank page', DATE '2026-11-20', NULL);
INSERT INTO calls SELECT '+442079460101', 1795771260000, '202', 'ANSWERED', 83000 WHERE NOT EXISTS (SELECT * FROM calls);
