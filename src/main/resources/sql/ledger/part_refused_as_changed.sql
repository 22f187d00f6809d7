-- Part of cancel.sql and amend.sql: refused, those of fresh whose appointment is another version by
-- now, or is none.
refused AS MATERIALIZED (
    SELECT nth, practice, request_key,
           CASE WHEN EXISTS (SELECT FROM appointment a WHERE a.practice = fresh.practice AND a.origin_day = fresh.origin_day AND a.key = fresh.key AND a.origin_ordinal = fresh.origin_ordinal
                              AND a.origin_day BETWEEN DATE '-infinity' AND DATE 'infinity')
                THEN 'STALE_VERSION' ELSE 'APPOINTMENT_UNKNOWN' END AS refusal
    FROM fresh WHERE nth NOT IN (SELECT nth FROM recorded)
),
