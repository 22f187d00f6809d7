-- Weeks that are over: in each a session of one slot at every practice, and the appointment that was in it.   $1 first day that is not over date   $2 how many weeks int
WITH wanted AS MATERIALIZED (
    SELECT practice, $1::date - 7 * w AS day, substr(translate(md5('week ' || practice || ' ' || w), '0189', 'ghij'), 1, 26) AS key, md5('old request ' || practice || ' ' || w)::uuid AS request,
           ($1::date - 7 * w + time '08:00') AT TIME ZONE 'Europe/London' AS starts_at, (SELECT patient FROM bulk_patient WHERE n = 0) AS patient
    FROM practice CROSS JOIN generate_series(1, $2) AS w
),
sessions AS (
    INSERT INTO session (practice, day, session, starts_at, ends_at, slot_minutes, capacity, care, release, released_at, audience, withdrawn, updated_at)
    SELECT practice, day, 'old', starts_at, starts_at + interval '10 minutes', 10, 1, 1, 'at-once', 'epoch', 'registered-patients', false, starts_at FROM wanted
),
runs AS (
    INSERT INTO session_run (practice, day, first_ordinal, session, slot_count, capacity, starts_at, slot_minutes, care) SELECT practice, day, 0, 'old', 1, 1, starts_at, 10, 1 FROM wanted
),
seats AS (
    INSERT INTO occupancy (practice, day, ordinal, origin_day, appointment_key) SELECT practice, day, 0, day, key FROM wanted
),
requests AS (
    INSERT INTO request (practice, key, fingerprint, origin_day, appointment_key, version, requested_at) SELECT practice, request, 0, day, key, 1, starts_at FROM wanted
)
INSERT INTO appointment (practice, origin_day, key, origin_ordinal, version, state, patient, day, ordinals, starts_at, ends_at, description, comment, caller, booked_by, booked_at, updated_at)
SELECT practice, day, key, 0, 1, 'FULFILLED', patient, day, ARRAY[0], starts_at, starts_at + interval '10 minutes', 'bulk', NULL, 'patient:' || patient, 'patient:' || patient, starts_at, starts_at
FROM wanted
