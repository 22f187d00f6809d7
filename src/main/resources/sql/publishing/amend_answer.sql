-- Keeps another answer to a practice's write that is there already.
--   $1 practice text   $2 caller text   $3 operation text   $4 request_id uuid
--   $5 fingerprint bigint   $6 answer text
UPDATE practice_request SET answer = $6
WHERE practice = $1 AND caller = $2 AND operation = $3 AND request_id = $4 AND fingerprint = $5;
