-- What a practice's write was answered.   $1 practice text   $2 caller text   $3 operation text
--                                         $4 request_id uuid   $5 not before timestamptz
SELECT fingerprint, answer
FROM practice_request
WHERE practice = $1 AND caller = $2 AND operation = $3 AND request_id = $4 AND requested_at >= $5;
