-- Part of record_change.sql and record_rules.sql: what is kept of the request that makes version,
-- if anything is, and remembered: its id, none if it has been met meanwhile.
--   caller, operation, request, fingerprint, answer of the request; the operation is null if
--     nothing is kept
--   before   answers from before are forgotten
forgotten AS (
    DELETE FROM practice_request known
    USING version
    WHERE known.practice = $1 AND known.requested_at < ${before}::timestamptz AND (known.caller, known.operation, known.request_id) <> (${caller}, ${operation}::text, ${request}::uuid)
), remembered AS (
    INSERT INTO practice_request AS known (practice, caller, operation, request_id, fingerprint, answer, requested_at)
    SELECT $1, ${caller}, ${operation}::text, ${request}::uuid, ${fingerprint}::bigint, ${answer}::text, $3
    FROM version
    WHERE ${operation}::text IS NOT NULL
    ON CONFLICT (practice, caller, operation, request_id) DO UPDATE SET fingerprint = excluded.fingerprint, answer = excluded.answer, requested_at = excluded.requested_at
    WHERE known.requested_at < ${before}::timestamptz
    RETURNING request_id
)
