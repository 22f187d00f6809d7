-- Ten sessions of 25 slots a day for some practices: each clinician's morning and afternoon, in London time.   $1 first practice text   $2 last practice text   $3 first day date   $4 days int
WITH wanted AS (
    SELECT p.practice, $3::date + d AS day, s, 1 + s / 2 AS care, ($3::date + d + CASE s % 2 WHEN 0 THEN time '08:00' ELSE time '13:00' END) AT TIME ZONE 'Europe/London' AS starts_at
    FROM practice p CROSS JOIN generate_series(0, $4 - 1) AS d CROSS JOIN generate_series(0, 9) AS s
    WHERE p.practice BETWEEN $1 AND $2
),
sessions AS (
    INSERT INTO session (practice, day, session, starts_at, ends_at, slot_minutes, capacity, care, release, released_at, audience, withdrawn, updated_at)
    SELECT practice, day, 'bulk-' || s, starts_at, starts_at + interval '250 minutes', 10, 1, care, 'at-once', 'epoch', 'registered-patients', false, now() FROM wanted
)
INSERT INTO session_run (practice, day, first_ordinal, session, slot_count, capacity, starts_at, slot_minutes, care)
SELECT practice, day, s * 25, 'bulk-' || s, 25, 1, starts_at, 10, care FROM wanted
