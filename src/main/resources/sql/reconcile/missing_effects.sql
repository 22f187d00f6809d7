-- The next requests in the order of their keys, and of each whether something came of it: a
-- refusal, or the appointment in the version that the request made.
--   $1 after key uuid   $2 after practice text   $3 only this practice text, null for all
--   $4 first day date   $5 how many at most int
-- Answers: those of which nothing came, and the last one of all: key, practice, has_effect,
-- is_last, met (how many were looked at).
-- include part_page.sql table = request; columns = key, practice, origin_day, appointment_key, version
looked_at AS (
    SELECT page.key, page.practice, page.is_last, page.met,
           page.origin_day < $4
           OR EXISTS (SELECT FROM refusal r WHERE r.key = page.key AND r.practice = page.practice)
           OR EXISTS (SELECT FROM appointment a WHERE a.key = page.appointment_key AND a.practice = page.practice AND a.origin_day = page.origin_day AND a.version = page.version)
           OR EXISTS (SELECT FROM appointment_version v WHERE v.key = page.appointment_key AND v.practice = page.practice AND v.origin_day = page.origin_day AND v.version = page.version) AS has_effect
    FROM page
)
SELECT key, practice, has_effect, is_last, met FROM looked_at WHERE is_last OR NOT has_effect
