SELECT started AS "started", answered_by AS "answeredBy", disposition AS "disposition", talk_time AS "talkTime" FROM calls
WHERE RIGHT(number, 9) = RIGHT(:#${body.callerNumber}, 9) ORDER BY started DESC FETCH FIRST 3 ROWS ONLY
