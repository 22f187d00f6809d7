-- What came of requests that the ledger has met; no row for one it has not. The appointment is
-- given in the version that the request made. A row in the audit trail is written for each that is
-- told: its commit waits for the standby as that of the answer itself should have, so that nothing
-- is told again that may yet be lost.
--   $1 practice text[]   $2 request key uuid[]
--   $3 caller text[], null if the statement that met the request has noted it
--   $4 request id uuid[]   $5 fingerprint bigint[]   $6 now timestamptz
-- Answers: nth (from 1), fingerprint, refusal, and if there is none the columns of an appointment.
WITH met AS MATERIALIZED (
    SELECT nth::integer, request.practice, request.fingerprint, request.origin_day, request.appointment_key, request.version, caller, request_id,
           wanted.fingerprint <> request.fingerprint AS is_reused, (SELECT r.refusal FROM refusal r WHERE r.practice = wanted.practice AND r.key = wanted.key) AS refusal
    FROM unnest($1::text[], $2::uuid[], $3::text[], $4::uuid[], $5::bigint[]) WITH ORDINALITY AS wanted (practice, key, caller, request_id, fingerprint, nth)
    JOIN request ON request.practice = wanted.practice AND request.key = wanted.key
),
noted AS (
    INSERT INTO audit (at, practice, caller, operation, outcome, request_id)
    SELECT $6, practice, caller, 'answer', CASE WHEN is_reused THEN 'REQUEST_ID_REUSED' ELSE coalesce(split_part(refusal, ' ', 1), 'REPLAYED') END, request_id
    FROM met WHERE caller IS NOT NULL
)
SELECT nth, fingerprint, refusal,
       -- include part_appointment_columns.sql
FROM met
LEFT JOIN LATERAL appointment_in_version(met.practice, met.origin_day, met.appointment_key, met.version) AS a ON met.refusal IS NULL
