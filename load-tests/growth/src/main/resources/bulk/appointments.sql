-- Appointments from one number on: number a is at practice a % practices; those of one practice go day by day, and then to the next ordinal, and three in a row are one patient's.
-- An appointment is a row here, its seat's owner, its request, and later an entry in its patient's diary.
--   $1 first number bigint   $2 last number bigint   $3 practices int   $4 first day date   $5 days int
WITH wanted AS MATERIALIZED (
    SELECT 'ZB' || lpad((a % $3)::text, 4, '0') AS practice, a, $4::date + (a / $3 % $5)::integer AS day, (a / $3 / $5)::smallint AS ordinal,
           substr(translate(md5('appointment ' || a), '0189', 'ghij'), 1, 26) AS key, md5('request ' || a)::uuid AS request,
           (a / $3 / 3) * $3 + a % $3 AS patient_number
    FROM generate_series($1::bigint, $2::bigint) AS a
),
timed AS MATERIALIZED (
    SELECT wanted.*, bulk_patient.patient, (day + CASE ordinal / 25 % 2 WHEN 0 THEN time '08:00' ELSE time '13:00' END) AT TIME ZONE 'Europe/London' + ordinal % 25 * interval '10 minutes' AS starts_at
    FROM wanted JOIN bulk_patient ON bulk_patient.n = wanted.patient_number
),
seats AS (
    INSERT INTO occupancy (practice, day, ordinal, origin_day, appointment_key) SELECT practice, day, ordinal, day, key FROM timed
),
requests AS (
    INSERT INTO request (practice, key, fingerprint, origin_day, appointment_key, version, requested_at) SELECT practice, request, a, day, key, 1, now() - interval '1 day' FROM timed
)
INSERT INTO appointment (practice, origin_day, key, origin_ordinal, version, state, patient, day, ordinals, starts_at, ends_at, description, comment, caller, booked_by, booked_at, updated_at)
SELECT practice, day, key, ordinal, 1, 'BOOKED', patient, day, ARRAY[ordinal], starts_at, starts_at + interval '10 minutes', 'bulk', NULL, 'patient:' || patient, 'patient:' || patient, now() - interval '1 day', now() - interval '1 day'
FROM timed
