-- The times of live appointments at a practice that have not passed.   $1 practice text   $2 now timestamptz
SELECT d.patient, t.starts_at, t.ends_at
FROM diary d CROSS JOIN LATERAL unnest(d.starts, d.ends) AS t (starts_at, ends_at)
WHERE d.practice = $1 AND t.ends_at > $2
