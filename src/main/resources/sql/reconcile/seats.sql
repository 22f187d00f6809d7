-- A practice's book version, its published seats from a day on and those of them that have an
-- owner, in one snapshot.
--   $1 practice text   $2 first day date
-- Answers: what (BOOK, RUNS, OWNED), day, ordinals (of RUNS: the first of each run), seats (of
-- BOOK: the version; of RUNS: how many of each run).
SELECT 'BOOK' AS what, NULL::date AS day, NULL::smallint[] AS ordinals, ARRAY[layout_version] AS seats FROM practice WHERE practice = $1
UNION ALL
SELECT 'RUNS', day, array_agg(first_ordinal), array_agg(slot_count::integer * capacity) FROM session_run WHERE practice = $1 AND day >= $2 GROUP BY day
UNION ALL
SELECT 'OWNED', day, array_agg(ordinal), NULL FROM occupancy WHERE practice = $1 AND day >= $2 GROUP BY day
