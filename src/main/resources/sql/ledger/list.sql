-- Patients' appointments for their readers' eyes, soonest first, with a row in the audit trail for each that is shown.
--   $1 patient bigint[]   $2 must end after timestamptz[]   $3 must begin before, or null timestamptz[]   $4 state, or null text[]   $5 at most integer[]
--   $6 patient whose they must be bigint[]   $7 practice whose they must be text[]   $8 caller who must have booked them text[]   $9 caller text[]   $10 request id uuid[]   $11 now timestamptz[]
-- Of $6 to $8 one is there in each row. Answers: nth (from 1) and the columns of an appointment.
WITH shown AS MATERIALIZED (
    SELECT nth::integer, a.*, wanted.caller AS reader, wanted.request_id, wanted.now
    FROM unnest($1::bigint[], $2::timestamptz[], $3::timestamptz[], $4::text[], $5::integer[], $6::bigint[], $7::text[], $8::text[], $9::text[], $10::uuid[], $11::timestamptz[]) WITH ORDINALITY
         AS wanted (patient, from_instant, until_instant, state, count_max, of_patient, of_practice, of_booker, caller, request_id, now, nth)
    CROSS JOIN LATERAL (
        SELECT b.* FROM appointment b
        WHERE b.patient = wanted.patient AND b.ends_at > from_instant AND (until_instant IS NULL OR b.starts_at < until_instant) AND (wanted.state IS NULL OR b.state = wanted.state)
              AND (b.patient = of_patient OR b.practice = of_practice OR b.booked_by = of_booker)
        ORDER BY b.starts_at, b.practice, b.key LIMIT count_max
    ) AS a
),
noted AS (
    INSERT INTO audit (at, practice, caller, operation, outcome, appointment, request_id)
    SELECT now, practice, reader, 'list', 'SHOWN',
           practice || to_char(origin_day, '-YYYYMMDD-') || lpad(origin_ordinal::text, greatest(3, length(origin_ordinal::text)), '0') || '-' || key, request_id FROM shown
)
SELECT nth, a.practice, a.origin_day, a.key, a.origin_ordinal, a.version, a.state, a.patient, a.day, a.ordinals, a.starts_at, a.ends_at, a.description, a.comment, a.cancel_reason, a.booked_by, a.booked_at, a.updated_at,
       of_seats.slots, of_seats.clinician, of_seats.role, of_seats.channel, of_seats.service_type, of_seats.location
FROM shown a CROSS JOIN LATERAL slots_and_care(a.practice, a.day, a.ordinals) AS of_seats
ORDER BY nth, a.starts_at, a.practice, a.key
