-- The slots of these sessions, of all times they were published, by ordinal.
--   $1 practice text   $2 first day date   $3 last day date
--   $4 only these sessions text[], null for all
SELECT r.day, r.session, r.first_ordinal, r.slot_count, r.capacity, r.starts_at, r.slot_minutes,
       c.clinician, c.role, c.channel, c.service_type, c.location
FROM session_run r
JOIN care c ON c.practice = r.practice AND c.care = r.care
WHERE r.practice = $1
  AND r.day BETWEEN $2 AND $3
  AND ($4::text[] IS NULL OR r.session = ANY ($4::text[]))
ORDER BY r.day, r.first_ordinal;
