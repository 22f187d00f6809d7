-- The changes after a position of the log, as far as nothing can appear between them any more, and
-- whole transactions only. Requests that were refused changed nothing.
--   $1 position bigint   $2 about how many requests at most integer
-- Answers: page_end (null if there is nothing), since (when the first request after the position
-- was met, also one that must be waited for; null if there is none), log_position, request_key,
-- is_after (false for the version before), and the columns of an appointment; one row without them
-- if nothing was changed.
WITH page AS MATERIALIZED (
    SELECT practice, key, origin_day, appointment_key, version, log_position
    FROM request WHERE log_position > $1::bigint AND log_position < log_end()
    ORDER BY log_position FETCH FIRST ($2::integer) ROWS WITH TIES
),
changed AS (
    SELECT page.* FROM page WHERE NOT EXISTS (SELECT FROM refusal r WHERE r.practice = page.practice AND r.key = page.key)
)
SELECT (SELECT max(log_position) FROM page) AS page_end,
       (SELECT requested_at FROM request WHERE log_position > $1::bigint ORDER BY log_position LIMIT 1) AS since, found.*
FROM (SELECT 1) AS one_row
LEFT JOIN (
    SELECT changed.log_position, changed.key AS request_key, wanted.in_version = changed.version AS is_after,
           -- include ledger/part_appointment_columns.sql
    FROM changed
    CROSS JOIN LATERAL (VALUES (changed.version - 1), (changed.version)) AS wanted (in_version)
    CROSS JOIN LATERAL appointment_in_version(changed.practice, changed.origin_day, changed.appointment_key, wanted.in_version) AS a
    WHERE wanted.in_version > 0
) AS found ON true
ORDER BY found.log_position, found.practice, found.key, found.version
