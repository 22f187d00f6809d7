-- Refuses a batch of requests for good, or says of each what it was told before. No two of one
-- batch may have the same request key. A request that is refused here has no appointment: its row
-- names a day, a key and a version that none can have, and only its refusal is ever read.
--   $1 practice text[]   $2 request key uuid[]   $3 fingerprint bigint[]   $4 refusal's text text[]
--   $5 operation text[]   $6 caller text[]   $7 request id uuid[]   $8 now timestamptz[]
-- Answers: nth (from 1), word (REPLAYED or a refusal's text).
WITH wanted AS MATERIALIZED (
    SELECT nth::integer, practice, request_key, fingerprint, refusal, operation, caller, request_id, now
    FROM unnest($1::text[], $2::uuid[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::uuid[], $8::timestamptz[])
         WITH ORDINALITY AS batch (practice, request_key, fingerprint, refusal, operation, caller, request_id, now, nth)
),
-- include part_claimed.sql effect = '-infinity', '', 0
refused AS MATERIALIZED (
    SELECT wanted.* FROM claimed JOIN wanted USING (request_key)
),
-- include part_met.sql fresh = refused
answers AS MATERIALIZED (
    SELECT nth, refusal AS word FROM refused
    UNION ALL SELECT nth, word FROM met
),
noted AS (
    INSERT INTO audit (at, practice, caller, operation, outcome, request_id)
    SELECT now, practice, caller, operation, split_part(word, ' ', 1), request_id FROM answers JOIN wanted USING (nth)
)
SELECT nth, word FROM answers
