-- Records a batch of new appointments if all of it can be: none of the requests was met before, all
-- patients have room, all seats are free. Otherwise nothing happens (SK001, or 23505), and book.sql
-- is to be run, which says of each why not. The inventory has seen to it that this is rare, so that
-- the usual way need not look for reasons: it costs the half of that one. Parameters, order of the
-- locks and times of a diary: see there.
-- Answers: nth (from 1), word (RECORDED).
-- include part_bookings.sql
claimed AS (
    INSERT INTO request (practice, key, fingerprint, origin_day, appointment_key, version)
    SELECT practice, request_key, fingerprint, day, key, 1 FROM wanted ORDER BY practice, request_key
    RETURNING 1
),
fitting AS (
    INSERT INTO diary AS d (practice, patient, starts, ends, appointments_max, written_at)
    SELECT practice, patient, ARRAY[starts_at], ARRAY[ends_at], appointments_max, now FROM wanted WHERE (SELECT count(*) FROM claimed) > 0 ORDER BY practice, patient
    -- include part_diary_room.sql
    RETURNING 1
),
taken AS (
    INSERT INTO occupancy (practice, day, ordinal, origin_day, appointment_key)
    SELECT practice, day, unnest(ordinals) AS ordinal, day, key FROM wanted WHERE (SELECT count(*) FROM fitting) = cardinality($1) ORDER BY practice, day, ordinal
    RETURNING 1
),
recorded AS MATERIALIZED (
    SELECT wanted.*
    FROM wanted
    WHERE CASE WHEN (SELECT count(*) FROM taken) > 0 THEN true ELSE lost_race() END
),
-- include part_appointments.sql
SELECT nth, 'RECORDED' AS word FROM recorded