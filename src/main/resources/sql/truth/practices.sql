-- Every practice that has published slots from a day on, the largest list first.
--   $1 first day date
SELECT p.practice
FROM practice p
WHERE EXISTS (SELECT FROM session_run r WHERE r.practice = p.practice AND r.day >= $1)
ORDER BY p.list_size DESC, p.practice
