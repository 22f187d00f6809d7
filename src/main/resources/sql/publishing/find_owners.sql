-- Who has which seat of these sessions: an appointment, or the practice (appointment_key null).
--   $1 practice text   $2 first day date   $3 last day date
--   $4 only these sessions text[], null for all
SELECT r.day, r.session, o.ordinal, o.origin_day, o.appointment_key, a.origin_ordinal
FROM session_run r
JOIN occupancy o ON o.practice = r.practice AND o.day = r.day AND o.ordinal >= r.first_ordinal AND o.ordinal < r.first_ordinal + r.slot_count::integer * r.capacity
LEFT JOIN appointment a ON a.practice = o.practice AND a.origin_day = o.origin_day AND a.key = o.appointment_key
WHERE r.practice = $1
  AND r.day BETWEEN $2 AND $3
  AND ($4::text[] IS NULL OR r.session = ANY ($4::text[]));
