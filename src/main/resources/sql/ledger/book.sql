-- Records a batch of new appointments, or says of each why not; run when book_all.sql found that
-- not all of it can be recorded. One input row is one appointment, told apart by its place in the
-- arrays; no two of one batch may have the same request key, the same patient or a seat in common.
-- What the snapshot cannot explain was lost to a concurrent statement: then nothing happens (SK001,
-- or 23505 of occupancy) and the batch is to be run again. Locks are taken in one order everywhere:
-- request, appointment, diary, seats, each sorted. Joins are by one column and generate_subscripts
-- is there for its row estimate, so that the planner hashes. Times of a diary: see
-- part_diary_room.sql.
--   $1 practice text[]   $2 request key uuid[]   $3 fingerprint bigint[]   $4 day date[]
--   $5 appointment id text[]   $6 origin ordinal smallint[]   $7 patient bigint[]
--   $8 ordinals text[], each a smallint[] in text, or null for the origin alone
--   $9 starts timestamptz[]   $10 ends timestamptz[]
--   $11 appointments a patient may have smallint[]
--   $12 description text[]   $13 comment text[]   $14 caller text[]   $15 request id uuid[]
--   $16 now timestamptz[]
-- Answers: nth (from 1), word (RECORDED, REPLAYED or a refusal's text).
-- include part_bookings.sql
-- include part_claimed.sql effect = day, key, 1
fresh AS MATERIALIZED (
    SELECT wanted.*, EXISTS (SELECT FROM occupancy o WHERE o.practice = wanted.practice AND o.day = wanted.day AND o.ordinal = ANY (wanted.ordinals)) AS is_taken
    FROM claimed JOIN wanted USING (request_key)
),
fitting AS (
    INSERT INTO diary AS d (practice, patient, starts, ends, appointments_max, written_at)
    SELECT practice, patient, ARRAY[starts_at], ARRAY[ends_at], appointments_max, now FROM fresh WHERE NOT is_taken ORDER BY practice, patient
    -- include part_diary_room.sql
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
-- include part_appointments.sql
, refused AS MATERIALIZED (
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
-- include part_met.sql fresh = fresh
-- include part_answers.sql caller = caller; operation = 'book'
