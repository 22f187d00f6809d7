-- Records a batch of new appointments if all of it can be: none of the requests was met before, all patients have room, all seats are free. Otherwise nothing happens (SK001, or 23505), and book.sql is to be run, which
-- says of each why not. The inventory has seen to it that this is rare, so that the usual way need not look for reasons: it costs the half of that one.
-- Parameters, order of the locks and times of a diary: see there.
-- Answers: nth (from 1), word (RECORDED).
WITH wanted AS MATERIALIZED (
    SELECT nth, practice, request_key, fingerprint, day, id, right(id, 26) AS key, origin_ordinal, patient, coalesce(ordinals::smallint[], ARRAY[origin_ordinal]) AS ordinals, starts_at, ends_at, appointments_max,
           description, comment, caller, request_id, now
    FROM ROWS FROM (unnest($1::text[]), unnest($2::uuid[]), unnest($3::bigint[]), unnest($4::date[]), unnest($5::text[]), unnest($6::smallint[]), unnest($7::bigint[]), unnest($8::text[]),
                    unnest($9::timestamptz[]), unnest($10::timestamptz[]), unnest($11::smallint[]), unnest($12::text[]), unnest($13::text[]), unnest($14::text[]), unnest($15::uuid[]),
                    unnest($16::timestamptz[]), generate_subscripts($1::text[], 1))
         AS batch (practice, request_key, fingerprint, day, id, origin_ordinal, patient, ordinals, starts_at, ends_at, appointments_max, description, comment, caller, request_id, now, nth)
),
claimed AS (
    INSERT INTO request (practice, key, fingerprint, origin_day, appointment_key, version)
    SELECT practice, request_key, fingerprint, day, key, 1 FROM wanted ORDER BY practice, request_key
    RETURNING 1
),
fitting AS (
    INSERT INTO diary AS d (practice, patient, starts, ends, appointments_max, written_at)
    SELECT practice, patient, ARRAY[starts_at], ARRAY[ends_at], appointments_max, now FROM wanted WHERE (SELECT count(*) FROM claimed) > 0 ORDER BY practice, patient
    ON CONFLICT (practice, patient) DO UPDATE
    SET starts = (SELECT coalesce(array_agg(s), '{}') FROM unnest(d.starts, d.ends) AS t (s, e) WHERE e > EXCLUDED.written_at - interval '1 day') || EXCLUDED.starts,
        ends = (SELECT coalesce(array_agg(e), '{}') FROM unnest(d.ends) AS t (e) WHERE e > EXCLUDED.written_at - interval '1 day') || EXCLUDED.ends,
        appointments_max = EXCLUDED.appointments_max,
        written_at = EXCLUDED.written_at
    WHERE (SELECT count(*) FILTER (WHERE s > EXCLUDED.written_at) < EXCLUDED.appointments_max AND count(*) FILTER (WHERE s < EXCLUDED.ends[1] AND e > EXCLUDED.starts[1]) = 0
           FROM unnest(d.starts, d.ends) AS t (s, e) WHERE e > EXCLUDED.written_at)
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
appointments AS (
    INSERT INTO appointment (practice, origin_day, key, origin_ordinal, version, state, patient, day, ordinals, starts_at, ends_at, description, comment, caller, booked_by, booked_at, updated_at)
    SELECT practice, day, key, origin_ordinal, 1, 'BOOKED', patient, day, ordinals, starts_at, ends_at, description, comment, caller, caller, now, now FROM recorded
),
noted AS (
    INSERT INTO audit (at, practice, caller, operation, outcome, appointment, request_id)
    SELECT now, practice, caller, 'book', 'RECORDED', id, request_id FROM recorded
)
SELECT nth, 'RECORDED' AS word FROM recorded