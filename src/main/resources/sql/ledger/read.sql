-- Appointments for their readers' eyes, with a row in the audit trail for each reading, whether
-- there was something to show or not.
--   $1 practice text[]   $2 origin day date[]   $3 appointment id text[]
--   $4 origin ordinal smallint[]   $5 patient whose it must be bigint[]
--   $6 practice whose it must be text[]   $7 caller who must have booked it text[]
--   $8 caller text[]   $9 request id uuid[]   $10 now timestamptz[]
--   $11 first and $12 last of the origin days date
-- Of $5 to $7 one is there in each row. Answers: nth (from 1) and the columns of an appointment; no
-- row for one that is not to be seen.
WITH wanted AS MATERIALIZED (
    SELECT nth::integer, practice, origin_day, id, right(id, 26) AS key, origin_ordinal, of_patient, of_practice, of_booker, caller, request_id, now
    FROM unnest($1::text[], $2::date[], $3::text[], $4::smallint[], $5::bigint[], $6::text[], $7::text[], $8::text[], $9::uuid[], $10::timestamptz[]) WITH ORDINALITY
         AS batch (practice, origin_day, id, origin_ordinal, of_patient, of_practice, of_booker, caller, request_id, now, nth)
),
shown AS MATERIALIZED (
    SELECT nth, a.*
    FROM wanted
    JOIN appointment a ON a.practice = wanted.practice AND a.origin_day = wanted.origin_day AND a.key = wanted.key AND a.origin_ordinal = wanted.origin_ordinal
         AND a.origin_day BETWEEN $11::date AND $12::date
         AND (a.patient = of_patient OR a.practice = of_practice OR a.booked_by = of_booker)
),
noted AS (
    INSERT INTO audit (at, practice, caller, operation, outcome, appointment, request_id)
    SELECT now, practice, caller, 'read', CASE WHEN nth IN (SELECT nth FROM shown) THEN 'SHOWN' ELSE 'NOT_FOUND' END, id, request_id FROM wanted
)
SELECT nth,
       -- include part_appointment_columns.sql
FROM shown a
