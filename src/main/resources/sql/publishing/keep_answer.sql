-- Keeps what a practice's write was answered that changed nothing; no row comes back if it has been
-- met meanwhile. Answers of the day before are forgotten on the way.
--   $1 practice text   $2 caller text   $3 operation text   $4 request_id uuid
--   $5 fingerprint bigint   $6 answer text   $7 now timestamptz   $8 forget before timestamptz
WITH forgotten AS (
    DELETE FROM practice_request WHERE practice = $1 AND requested_at < $8 AND (caller, operation, request_id) <> ($2, $3, $4::uuid)
)
INSERT INTO practice_request AS known (practice, caller, operation, request_id, fingerprint, answer, requested_at)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (practice, caller, operation, request_id) DO UPDATE SET fingerprint = excluded.fingerprint, answer = excluded.answer, requested_at = excluded.requested_at
WHERE known.requested_at < $8
RETURNING request_id;
