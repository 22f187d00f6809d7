-- Part of other statements: refusals of this statement are kept; and met, what the requests of
-- wanted that were met before are told.
--   fresh   those that were not met before
refusals AS (
    INSERT INTO refusal (practice, key, refusal) SELECT practice, request_key, refusal FROM refused
),
met AS MATERIALIZED (
    SELECT nth,
           CASE (SELECT r.fingerprint = wanted.fingerprint FROM request r WHERE r.practice = wanted.practice AND r.key = wanted.request_key)
                WHEN true THEN coalesce((SELECT r.refusal FROM refusal r WHERE r.practice = wanted.practice AND r.key = wanted.request_key), 'REPLAYED')
                WHEN false THEN 'REQUEST_ID_REUSED'
                ELSE lost_race()::text END AS word
    FROM wanted
    WHERE nth NOT IN (SELECT nth FROM ${fresh})
),
