-- Sessions of a practice as last published, with their care: these ones, and those on some days that some clinicians are to hold or have a slot in.
--   $1 practice text   $2 first day date   $3 last day date   $4 only these sessions text[], null for all
--   $5 days of the others date[]   their clinicians: $6 name text[]   $7 role text[]   $8 location text[]
SELECT s.day, s.session, s.starts_at, s.ends_at, s.slot_minutes, s.capacity, s.release, s.released_at, s.audience, s.overlap_reason, s.withdrawn,
       c.clinician, c.role, c.channel, c.service_type, c.location
FROM session s
JOIN care c ON c.practice = s.practice AND c.care = s.care
WHERE s.practice = $1
  AND s.day BETWEEN $2 AND $3
  AND ($4::text[] IS NULL OR s.session = ANY ($4::text[])
       OR (s.day = ANY ($5::date[])
           AND ((c.clinician, c.role, c.location) IN (SELECT name, role, location FROM unnest($6::text[], $7::text[], $8::text[]) AS of_care (name, role, location))
                OR EXISTS (SELECT FROM session_run r
                           JOIN care rc ON rc.practice = r.practice AND rc.care = r.care
                           JOIN unnest($6::text[], $7::text[], $8::text[]) AS of_run (name, role, location) ON rc.clinician = of_run.name AND rc.role = of_run.role AND rc.location = of_run.location
                           WHERE r.practice = s.practice AND r.day = s.day AND r.session = s.session))))
ORDER BY s.day, s.session;
