-- How many seats of a week are those of appointments that were first made for another week.
--   %s the week's table   ? Monday date, twice
-- Answers: week (that of the appointments), found.
SELECT date_trunc('week', origin_day::timestamp)::date AS week, count(*) AS found FROM %s WHERE origin_day < ?::date OR origin_day >= ?::date + 7 GROUP BY 1 ORDER BY 1
