-- Forgets requests in some pages of their table whose appointments are taken out, and refusals that
-- are older than a limit. A refusal that is younger is told again without its appointment. Locks
-- are taken in one order everywhere: requests first. Nobody else locks a request that is there, so
-- that this never waits for anybody.
--   ? first page   ? last page   ? weeks that are taken out date[]   ? limit timestamptz, twice
-- Answers: requests, refusals.
WITH gone AS (
    DELETE FROM request r
    WHERE r.ctid >= format('(%s,0)', ?::bigint)::tid AND r.ctid < format('(%s,0)', ?::bigint)::tid
          AND (date_trunc('week', r.origin_day::timestamp)::date = ANY (?::date[])
               AND (r.requested_at < ? OR NOT EXISTS (SELECT FROM refusal f WHERE f.key = r.key AND f.practice = r.practice))
               OR r.origin_day = '-infinity' AND r.requested_at < ?)
    RETURNING r.practice, r.key
),
refusals AS (
    DELETE FROM refusal f USING gone WHERE f.key = gone.key AND f.practice = gone.practice RETURNING 1
)
SELECT (SELECT count(*) FROM gone) AS requests, (SELECT count(*) FROM refusals) AS refusals
