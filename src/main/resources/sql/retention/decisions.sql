-- What has been decided of weeks. Answers: part, week, archive, is_done.
SELECT part, week, archive, retired_at IS NOT NULL AS is_done FROM retired_week ORDER BY week, part
