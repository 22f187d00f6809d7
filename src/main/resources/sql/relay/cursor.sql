-- How far a listener has heard, which is 0 if it has heard nothing yet, and how many requests are
-- behind that, up to a limit.
--   $1 listener text   $2 how many are counted at most integer
-- Answers: position, unheard.
WITH place AS (SELECT coalesce((SELECT position FROM relay_cursor WHERE listener = $1::text), 0) AS position)
SELECT position, (SELECT count(*) FROM (SELECT FROM request WHERE log_position > place.position ORDER BY log_position LIMIT $2::integer) AS counted)::integer AS unheard
FROM place
