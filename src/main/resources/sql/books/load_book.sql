-- A practice with its rules and every run of slots from a day on, with the slots of its day that have retired places, in one snapshot; one row without a run if there is none. No row if the practice is not known.
--   $1 practice text   $2 first day date
SELECT p.name, p.postcode, p.list_size, p.online_booking, p.furthest_ahead_s, p.notice_s, p.cancel_notice_s, p.appointments_max, p.layout_version,
       r.day, r.session, r.first_ordinal, r.slot_count, r.capacity, r.starts_at, r.slot_minutes,
       c.clinician, c.role, c.channel, c.service_type, c.location,
       s.released_at, s.audience, x.retired, x.retired_places
FROM practice p
LEFT JOIN (session_run r
           JOIN care c ON c.practice = r.practice AND c.care = r.care
           JOIN session s ON s.practice = r.practice AND s.day = r.day AND s.session = r.session)
       ON r.practice = p.practice AND r.day >= $2
LEFT JOIN (SELECT day, array_agg(first_ordinal) AS retired, array_agg(places) AS retired_places FROM retired_slot WHERE practice = $1 AND day >= $2 GROUP BY day) x ON x.day = r.day
WHERE p.practice = $1
ORDER BY r.day, r.first_ordinal
