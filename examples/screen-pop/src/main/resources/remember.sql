INSERT INTO calls (number, started, answered_by, disposition, talk_time)
VALUES (:#${body.callerNumber}, :#${body.startedAt}, :#${body.answeredBy}, :#${body?.disposition.name}, :#${body.talkTime})
