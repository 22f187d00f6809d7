-- Sessions of a practice as last published, with their care: these ones, and those on some days
-- that have some care or have a slot with it.
--   $1 practice text   $2 first day date   $3 last day date
--   $4 only these sessions text[], null for all
--   $5 days of the others date[]   $6 their care integer[]
SELECT s.day, s.session, s.starts_at, s.ends_at, s.slot_minutes, s.capacity, s.release, s.released_at, s.audience, s.overlap_reason, s.withdrawn,
       c.clinician, c.role, c.channel, c.service_type, c.location
FROM session s
JOIN care c ON c.practice = s.practice AND c.care = s.care
WHERE s.practice = $1
  AND s.day BETWEEN $2 AND $3
  AND ($4::text[] IS NULL OR s.session = ANY ($4::text[])
       OR (s.day = ANY ($5::date[])
           AND (s.care = ANY ($6::integer[])
                OR EXISTS (SELECT FROM session_run r
                           WHERE r.practice = s.practice AND r.day = s.day AND r.session = s.session AND r.care = ANY ($6::integer[])))))
ORDER BY s.day, s.session;
