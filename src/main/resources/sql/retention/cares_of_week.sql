-- The care that a week's sessions and slots name by number.
--   %s the week's tables of runs and of sessions
SELECT c.* FROM care c JOIN (SELECT practice, care FROM %s UNION SELECT practice, care FROM %s) AS named USING (practice, care) ORDER BY c.practice, c.care
