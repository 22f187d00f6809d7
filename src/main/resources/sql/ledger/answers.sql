-- What came of requests that the ledger has met; no row for one it has not. The appointment is given in the version that the request made.
--   $1 practice text[]   $2 request key uuid[]
-- Answers: nth (from 1), fingerprint, refusal, and if there is none the columns of an appointment.
SELECT nth::integer, request.fingerprint, (SELECT r.refusal FROM refusal r WHERE r.practice = wanted.practice AND r.key = wanted.key) AS refusal,
       a.practice, a.origin_day, a.key, a.origin_ordinal, a.version, a.state, a.patient, a.day, a.ordinals, a.starts_at, a.ends_at, a.description, a.comment, a.cancel_reason, a.booked_at, a.updated_at,
       of_seats.slots, of_seats.clinician, of_seats.role, of_seats.channel, of_seats.service_type, of_seats.location
FROM unnest($1::text[], $2::uuid[]) WITH ORDINALITY AS wanted (practice, key, nth)
JOIN request ON request.practice = wanted.practice AND request.key = wanted.key
LEFT JOIN LATERAL (
    SELECT practice, origin_day, key, origin_ordinal, version, state, patient, day, ordinals, starts_at, ends_at, description, comment, cancel_reason, booked_at, updated_at
    FROM appointment c WHERE c.practice = request.practice AND c.origin_day = request.origin_day AND c.key = request.appointment_key AND c.version = request.version
    UNION ALL
    SELECT practice, origin_day, key, origin_ordinal, version, state, patient, day, ordinals, starts_at, ends_at, description, comment, cancel_reason, booked_at, updated_at
    FROM appointment_version v WHERE v.practice = request.practice AND v.origin_day = request.origin_day AND v.key = request.appointment_key AND v.version = request.version
) AS a ON true
LEFT JOIN LATERAL slots_and_care(a.practice, a.day, a.ordinals) AS of_seats ON true
