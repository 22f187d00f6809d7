-- A practice's published seats from a day on, run by run, and the seats of that day that have an owner, in one snapshot, and that snapshot. No row if the practice is not known.
-- With it how lately the ledger has met a request of any practice, which is one thing for all rows: nothing older is looked at than needs be.
--   $1 practice text   $2 first day date   $3 how many milliseconds ago counts as lately bigint
SELECT p.layout_version, r.day, r.first_ordinal, r.slot_count * r.capacity AS seats,
       (SELECT array_agg(o.ordinal) FROM occupancy o
        WHERE o.practice = r.practice AND o.day = r.day AND o.ordinal >= r.first_ordinal AND o.ordinal < r.first_ordinal + r.slot_count * r.capacity) AS owned,
       CASE WHEN EXISTS (SELECT FROM request WHERE requested_at >= now() - $3 * interval '1 millisecond') THEN 'LATELY' WHEN EXISTS (SELECT FROM request) THEN 'LONG_AGO' ELSE 'NEVER' END AS requests_met,
       pg_current_snapshot()::text AS moment
FROM practice p
LEFT JOIN session_run r ON r.practice = p.practice AND r.day >= $2
WHERE p.practice = $1
