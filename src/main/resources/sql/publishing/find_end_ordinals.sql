-- For each day with slots, the first ordinal that was never used.
--   $1 practice text   $2 first day date   $3 last day date
SELECT day, max(first_ordinal + slot_count::integer * capacity) AS end_ordinal
FROM session_run
WHERE practice = $1
  AND day BETWEEN $2 AND $3
GROUP BY day;
