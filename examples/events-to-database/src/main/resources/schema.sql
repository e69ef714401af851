-- For PostgreSQL and H2. Times are those of the PBX, in its time zone.
CREATE TABLE IF NOT EXISTS cdr (
    pbx                  VARCHAR NOT NULL,
    unique_id            VARCHAR NOT NULL,
    sequence             VARCHAR NOT NULL,
    linked_id            VARCHAR,
    account_code         VARCHAR,
    source               VARCHAR,
    destination          VARCHAR,
    destination_context  VARCHAR,
    caller_id            VARCHAR,
    channel              VARCHAR NOT NULL,
    destination_channel  VARCHAR NOT NULL,
    last_application     VARCHAR,
    last_data            VARCHAR,
    started_at           TIMESTAMP NOT NULL,
    answered_at          TIMESTAMP,
    ended_at             TIMESTAMP NOT NULL,
    duration             INTEGER NOT NULL,
    billable_seconds     INTEGER NOT NULL,
    disposition          VARCHAR NOT NULL,
    user_field           VARCHAR,
    -- Uniqueid and sequence name a record. A PBX that does not send the sequence is told apart by the rest, to the second.
    UNIQUE (pbx, unique_id, sequence, channel, destination_channel, started_at, ended_at)
);
