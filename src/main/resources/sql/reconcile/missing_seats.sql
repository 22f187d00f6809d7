-- The next live appointments in the order of their keys, and of each the first seat that it is for
-- and does not own.
--   $1 after key text   $2 after practice text   $3 only this practice text, null for all
--   $4 first day date   $5 how many at most int
-- Answers: those that lack a seat, and the last one of all: key, practice, day, ordinal (null if it
-- lacks none), is_last, met (how many were looked at).
-- include part_page.sql table = appointment; columns = key, practice, state, day, ordinals
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
