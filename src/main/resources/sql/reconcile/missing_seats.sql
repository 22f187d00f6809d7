-- The next live appointments in the order of their keys, and of each the first seat that it is for and does not own.
--   $1 after key text   $2 after practice text   $3 only this practice text, null for all   $4 first day date   $5 how many at most int
-- Answers: those that lack a seat, and the last one of all: key, practice, day, ordinal (null if it lacks none), is_last, met (how many were looked at).
WITH page AS MATERIALIZED (
    SELECT key, practice, state, day, ordinals,
           row_number() OVER (ORDER BY key DESC, practice DESC) = 1 AS is_last, count(*) OVER () AS met
    FROM (
        SELECT key, practice, state, day, ordinals FROM appointment
        WHERE (key, practice) > ($1, $2) AND ($3::text IS NULL OR practice = $3)
        ORDER BY key, practice LIMIT $5
    ) AS next
),
looked_at AS (
    SELECT page.key, page.practice, page.day, page.is_last, page.met,
           CASE WHEN state <> 'CANCELLED' AND day >= $4 THEN (
               SELECT min(seat.ordinal) FROM unnest(page.ordinals) AS seat (ordinal)
               WHERE NOT EXISTS (
                   SELECT FROM occupancy o
                   WHERE o.practice = page.practice AND o.day = page.day AND o.ordinal = seat.ordinal AND o.appointment_key = page.key
               )
           ) END AS ordinal
    FROM page
)
SELECT key, practice, day, ordinal, is_last, met FROM looked_at WHERE is_last OR ordinal IS NOT NULL
