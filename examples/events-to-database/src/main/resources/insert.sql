INSERT INTO cdr (
    pbx, unique_id, sequence, linked_id, account_code, source, destination, destination_context, caller_id, channel,
    destination_channel, last_application, last_data, started_at, answered_at, ended_at, duration, billable_seconds,
    disposition, user_field)
VALUES (
    :#CamelAmiConnection,
    :#UniqueID,
    COALESCE(CAST(:#${body[Sequence]} AS VARCHAR), ''),
    :#${body[Linkedid]},
    :#AccountCode,
    :#Source,
    :#Destination,
    :#DestinationContext,
    :#CallerID,
    :#Channel,
    :#DestinationChannel,
    :#LastApplication,
    :#LastData,
    CAST(:#StartTime AS TIMESTAMP),
    CAST(NULLIF(:#AnswerTime, '') AS TIMESTAMP),
    CAST(:#EndTime AS TIMESTAMP),
    CAST(:#Duration AS INTEGER),
    CAST(:#BillableSeconds AS INTEGER),
    :#Disposition,
    :#UserField)
ON CONFLICT DO NOTHING
