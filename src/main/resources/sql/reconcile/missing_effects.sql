-- The next requests in the order of their keys, and of each whether something came of it: a refusal, or the appointment in the version that the request made.
--   $1 after key uuid   $2 after practice text   $3 only this practice text, null for all   $4 first day date   $5 how many at most int
-- Answers: those of which nothing came, and the last one of all: key, practice, has_effect, is_last, met (how many were looked at).
WITH page AS MATERIALIZED (
    SELECT key, practice, origin_day, appointment_key, version,
           row_number() OVER (ORDER BY key DESC, practice DESC) = 1 AS is_last, count(*) OVER () AS met
    FROM (
        SELECT key, practice, origin_day, appointment_key, version FROM request
        WHERE (key, practice) > ($1, $2) AND ($3::text IS NULL OR practice = $3)
        ORDER BY key, practice LIMIT $5
    ) AS next
),
looked_at AS (
    SELECT page.key, page.practice, page.is_last, page.met,
           page.origin_day < $4
           OR EXISTS (SELECT FROM refusal r WHERE r.key = page.key AND r.practice = page.practice)
           OR EXISTS (SELECT FROM appointment a WHERE a.key = page.appointment_key AND a.practice = page.practice AND a.origin_day = page.origin_day AND a.version = page.version)
           OR EXISTS (SELECT FROM appointment_version v WHERE v.key = page.appointment_key AND v.practice = page.practice AND v.origin_day = page.origin_day AND v.version = page.version) AS has_effect
    FROM page
)
SELECT key, practice, has_effect, is_last, met FROM looked_at WHERE is_last OR NOT has_effect
