-- A practice with its rules and every run of slots from a day on, with how its session is laid out
-- now (session_care only where it is not the run's: clinician, role, channel, service_type,
-- location) and with the slots of its day that have retired places, in one snapshot; one row
-- without a run if there is none. No row if the practice is not known. Days are bounded in each
-- partitioned table, so that weeks that are over are not looked into.
--   $1 practice text   $2 first day date
SELECT p.name, p.postcode, p.list_size, p.online_booking, p.furthest_ahead_s, p.notice_s, p.cancel_notice_s, p.appointments_max, p.layout_version,
       r.day, r.session, r.first_ordinal, r.slot_count, r.capacity, r.starts_at, r.slot_minutes,
       c.clinician, c.role, c.channel, c.service_type, c.location,
       s.released_at, s.audience, s.withdrawn, s.starts_at AS session_starts_at, s.ends_at AS session_ends_at, s.slot_minutes AS session_slot_minutes,
       CASE WHEN o.care IS NOT NULL THEN ARRAY[o.clinician, o.role, o.channel, o.service_type, o.location] END AS session_care,
       x.retired, x.retired_places
FROM practice p
LEFT JOIN (session_run r
           JOIN care c ON c.practice = r.practice AND c.care = r.care
           JOIN session s ON s.practice = r.practice AND s.day = r.day AND s.session = r.session AND s.day >= $2
           LEFT JOIN care o ON o.practice = s.practice AND o.care = s.care AND s.care <> r.care)
       ON r.practice = p.practice AND r.day >= $2
LEFT JOIN (SELECT day, array_agg(first_ordinal) AS retired, array_agg(places) AS retired_places FROM retired_slot WHERE practice = $1 AND day >= $2 GROUP BY day) x ON x.day = r.day
WHERE p.practice = $1
ORDER BY r.day, r.first_ordinal
