-- How many changes of each week a listener of the log has not heard yet. One that has not moved for
-- long, and that something has waited for as long, is taken for switched off.
--   ? since when a listener has moved, or a change waited, that counts timestamptz
-- Answers: week, found.
SELECT date_trunc('week', r.origin_day::timestamp)::date AS week, count(*) AS found
FROM request r
WHERE r.log_position > (SELECT min(position) FROM relay_cursor) AND r.origin_day > '-infinity'
      AND EXISTS (SELECT FROM relay_cursor c WHERE r.log_position > c.position AND greatest(c.moved_at, r.requested_at) >= ?)
GROUP BY 1 ORDER BY 1
