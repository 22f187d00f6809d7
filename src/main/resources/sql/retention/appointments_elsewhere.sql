-- On days of which other weeks a week's appointments are, or have been.
--   %s the week's table of appointments, or that of their earlier versions   ? Monday date, twice
-- Answers: week, found.
SELECT date_trunc('week', day::timestamp)::date AS week, count(*) AS found FROM %s WHERE day < ?::date OR day >= ?::date + 7 GROUP BY 1 ORDER BY 1
