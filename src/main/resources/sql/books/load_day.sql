-- Every run of slots that a practice has published for one day, however long ago. No row if there
-- is none.
--   $1 practice text   $2 day date
SELECT r.day, r.session, r.first_ordinal, r.slot_count, r.capacity, r.starts_at, r.slot_minutes,
       c.clinician, c.role, c.channel, c.service_type, c.location,
       s.released_at, s.audience
FROM session_run r
JOIN care c ON c.practice = r.practice AND c.care = r.care
JOIN session s ON s.practice = r.practice AND s.day = r.day AND s.session = r.session
WHERE r.practice = $1 AND r.day = $2
ORDER BY r.first_ordinal
