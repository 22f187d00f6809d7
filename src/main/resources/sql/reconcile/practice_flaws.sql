-- Seats of a practice whose owner is not there, is cancelled or is elsewhere, and times that only
-- one of diary and live appointments has, in one snapshot. Appointments are found by the seats they
-- own. One that has lost all of its seats is not told of here, but by missing_seats.sql.
--   $1 practice text   $2 first day date   $3 times that end before that do not count timestamptz
-- Answers: kind, day and ordinal, both null of a time that only the diary has.
WITH owned AS MATERIALIZED (
    SELECT o.day, o.ordinal, a.patient, a.starts_at, a.ends_at, coalesce(a.state <> 'CANCELLED' AND a.day = o.day AND o.ordinal = ANY (a.ordinals), false) AS is_right
    FROM occupancy o
    LEFT JOIN appointment a ON a.practice = o.practice AND a.origin_day = o.origin_day AND a.key = o.appointment_key
    WHERE o.practice = $1 AND o.day >= $2 AND o.appointment_key IS NOT NULL
),
noted AS MATERIALIZED (
    SELECT d.patient, t.starts_at, t.ends_at
    FROM diary d CROSS JOIN unnest(d.starts, d.ends) AS t (starts_at, ends_at)
    WHERE d.practice = $1 AND t.ends_at > $3
),
live AS MATERIALIZED (
    SELECT patient, starts_at, ends_at FROM owned WHERE is_right AND ends_at > $3
),
not_noted AS (
    SELECT patient, starts_at, ends_at FROM live EXCEPT SELECT patient, starts_at, ends_at FROM noted
),
not_live AS (
    SELECT patient, starts_at, ends_at FROM noted EXCEPT SELECT patient, starts_at, ends_at FROM live
)
SELECT 'OWNER_WITHOUT_APPOINTMENT' AS kind, day, ordinal FROM owned WHERE NOT is_right
UNION ALL
SELECT 'DIARY_DIFFERS', seat.day, seat.ordinal
FROM not_noted n
CROSS JOIN LATERAL (SELECT o.day, min(o.ordinal) AS ordinal FROM owned o WHERE o.patient = n.patient AND o.starts_at = n.starts_at AND o.ends_at = n.ends_at GROUP BY o.day) AS seat
UNION ALL
SELECT 'DIARY_DIFFERS', NULL, NULL
FROM not_live n
WHERE NOT EXISTS (
    SELECT FROM appointment a
    WHERE a.patient = n.patient AND a.practice = $1 AND a.state <> 'CANCELLED' AND a.starts_at = n.starts_at AND a.ends_at = n.ends_at
)
