-- What has moved before there was a table to note it. In a change of its own: while all
-- appointments are looked through, bookings and moves go on, and what moves meanwhile is noted by
-- the trigger.

INSERT INTO moved_appointment (patient, practice, origin_day, key) SELECT patient, practice, origin_day, key FROM appointment WHERE day <> origin_day ON CONFLICT DO NOTHING;
