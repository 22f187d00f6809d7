-- Records a batch of new appointments, or says of each why not; run when book_all.sql found that not all of it can be recorded. One input row is one appointment, told apart by its place in the arrays; no two of one batch may have the same request key, the same patient or a
-- seat in common. What the snapshot cannot explain was lost to a concurrent statement: then nothing happens (SK001, or 23505 of occupancy) and the batch is to be run again.
-- Locks are taken in one order everywhere: request, appointment, diary, seats, each sorted. Joins are by one column and generate_subscripts is there for its row estimate, so that the planner hashes.
-- Times of a diary are dropped a day after they have passed: an engine whose clock runs ahead must not make the others forget what is to come.
--   $1 practice text[]   $2 request key uuid[]   $3 fingerprint bigint[]   $4 day date[]   $5 appointment id text[]   $6 origin ordinal smallint[]   $7 patient bigint[]
--   $8 ordinals text[], each a smallint[] in text, or null for the origin alone   $9 starts timestamptz[]   $10 ends timestamptz[]   $11 appointments a patient may have smallint[]
--   $12 description text[]   $13 comment text[]   $14 caller text[]   $15 request id uuid[]   $16 now timestamptz[]
-- Answers: nth (from 1), word (RECORDED, REPLAYED or a refusal's text).
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
    ON CONFLICT (practice, key) DO NOTHING
    RETURNING key AS request_key
),
fresh AS MATERIALIZED (
    SELECT wanted.*, EXISTS (SELECT FROM occupancy o WHERE o.practice = wanted.practice AND o.day = wanted.day AND o.ordinal = ANY (wanted.ordinals)) AS is_taken
    FROM claimed JOIN wanted USING (request_key)
),
fitting AS (
    INSERT INTO diary AS d (practice, patient, starts, ends, appointments_max, written_at)
    SELECT practice, patient, ARRAY[starts_at], ARRAY[ends_at], appointments_max, now FROM fresh WHERE NOT is_taken ORDER BY practice, patient
    ON CONFLICT (practice, patient) DO UPDATE
    SET starts = (SELECT coalesce(array_agg(s), '{}') FROM unnest(d.starts, d.ends) AS t (s, e) WHERE e > EXCLUDED.written_at - interval '1 day') || EXCLUDED.starts,
        ends = (SELECT coalesce(array_agg(e), '{}') FROM unnest(d.ends) AS t (e) WHERE e > EXCLUDED.written_at - interval '1 day') || EXCLUDED.ends,
        appointments_max = EXCLUDED.appointments_max,
        written_at = EXCLUDED.written_at
    WHERE (SELECT count(*) FILTER (WHERE s > EXCLUDED.written_at) < EXCLUDED.appointments_max AND count(*) FILTER (WHERE s < EXCLUDED.ends[1] AND e > EXCLUDED.starts[1]) = 0
           FROM unnest(d.starts, d.ends) AS t (s, e) WHERE e > EXCLUDED.written_at)
    RETURNING patient
),
taken AS (
    INSERT INTO occupancy (practice, day, ordinal, origin_day, appointment_key)
    SELECT practice, day, unnest(ordinals) AS ordinal, day, key FROM fitting JOIN fresh USING (patient) ORDER BY practice, day, ordinal
    RETURNING 1
),
recorded AS MATERIALIZED (
    SELECT fresh.*
    FROM fitting JOIN fresh USING (patient)
    WHERE (SELECT count(*) FROM taken) > 0
),
appointments AS (
    INSERT INTO appointment (practice, origin_day, key, origin_ordinal, version, state, patient, day, ordinals, starts_at, ends_at, description, comment, caller, booked_by, booked_at, updated_at)
    SELECT practice, day, key, origin_ordinal, 1, 'BOOKED', patient, day, ordinals, starts_at, ends_at, description, comment, caller, caller, now, now FROM recorded
),
refused AS MATERIALIZED (
    SELECT fresh.nth, fresh.practice, fresh.request_key,
           CASE WHEN times.future >= fresh.appointments_max THEN 'PATIENT_LIMIT ' || fresh.appointments_max
                WHEN times.overlapping > 0 THEN 'PATIENT_OVERLAP'
                WHEN is_taken THEN 'SLOT_TAKEN'
                ELSE lost_race()::text END AS refusal
    FROM fresh
    CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE s > fresh.now) AS future, count(*) FILTER (WHERE s < fresh.ends_at AND e > fresh.starts_at) AS overlapping
        FROM diary d CROSS JOIN unnest(d.starts, d.ends) AS t (s, e)
        WHERE d.practice = fresh.practice AND d.patient = fresh.patient AND e > fresh.now
    ) AS times
    WHERE fresh.nth NOT IN (SELECT nth FROM recorded)
),
refusals AS (
    INSERT INTO refusal (practice, key, refusal) SELECT practice, request_key, refusal FROM refused
),
met AS MATERIALIZED (
    SELECT nth,
           CASE (SELECT r.fingerprint = wanted.fingerprint FROM request r WHERE r.practice = wanted.practice AND r.key = wanted.request_key)
                WHEN true THEN coalesce((SELECT r.refusal FROM refusal r WHERE r.practice = wanted.practice AND r.key = wanted.request_key), 'REPLAYED')
                WHEN false THEN 'REQUEST_ID_REUSED'
                ELSE lost_race()::text END AS word
    FROM wanted
    WHERE nth NOT IN (SELECT nth FROM fresh)
),
answers AS MATERIALIZED (
    SELECT nth, 'RECORDED' AS word FROM recorded
    UNION ALL SELECT nth, refusal FROM refused
    UNION ALL SELECT nth, word FROM met
),
noted AS (
    INSERT INTO audit (at, practice, caller, operation, outcome, appointment, request_id)
    SELECT now, practice, caller, 'book', split_part(word, ' ', 1), id, request_id FROM answers JOIN wanted USING (nth)
)
SELECT nth, word FROM answers
