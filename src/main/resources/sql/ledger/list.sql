-- Pages of patients' appointments for their readers' eyes, soonest first, with a row in the audit
-- trail for each appointment that is on one. Only the weeks of the days that are asked for are
-- opened, and those from which something of the patient's has moved.
--   $1 patient bigint[]   $2 must begin at or after, or null timestamptz[]
--   $3 must begin before, or null timestamptz[]
--   $4 states with commas between them, or null text[]
--   $5 to $7 begin, practice and key of the last one of the page before, or null timestamptz[]
--     text[] text[]
--   $8 at most on the page integer[]
--   $9 patient whose they must be bigint[]   $10 practice whose they must be text[]
--   $11 caller who must have booked them text[]   $12 caller text[]   $13 request id uuid[]
--   $14 now timestamptz[]
--   $15 first and $16 last of the days that are asked for date
-- Of $9 to $11 one is there in each row. Answers for each row at least one: nth (from 1), total
-- (how many there are), behind (how many of them are behind the page before), and the columns of an
-- appointment, null where there is none.
WITH wanted AS MATERIALIZED (
    SELECT batch.*, nth::integer AS place
    FROM unnest($1::bigint[], $2::timestamptz[], $3::timestamptz[], $4::text[], $5::timestamptz[], $6::text[], $7::text[], $8::integer[], $9::bigint[], $10::text[], $11::text[], $12::text[], $13::uuid[], $14::timestamptz[]) WITH ORDINALITY
         AS batch (patient, from_instant, until_instant, states, after_start, after_practice, after_key, count_max, of_patient, of_practice, of_booker, caller, request_id, now, nth)
),
of_days AS MATERIALIZED (
    SELECT wanted.place, a.* FROM wanted JOIN appointment a ON a.patient = wanted.patient AND a.origin_day BETWEEN $15::date AND $16::date
),
moved AS MATERIALIZED (
    SELECT wanted.place, a.*
    FROM wanted JOIN moved_appointment m ON m.patient = wanted.patient AND NOT m.origin_day BETWEEN $15::date AND $16::date
    CROSS JOIN LATERAL appointment_as_it_is(m.practice, m.origin_day, m.key) AS a
),
theirs AS MATERIALIZED (
    SELECT b.*, after_start IS NULL OR (b.starts_at, b.practice, b.key) > (after_start, after_practice, after_key) AS is_behind, count_max
    FROM wanted JOIN (SELECT * FROM of_days UNION ALL SELECT * FROM moved) AS b USING (place)
    WHERE (from_instant IS NULL OR b.starts_at >= from_instant) AND (until_instant IS NULL OR b.starts_at < until_instant)
          AND (wanted.states IS NULL OR b.state = ANY (string_to_array(wanted.states, ',')))
          AND (b.patient = of_patient OR b.practice = of_practice OR b.booked_by = of_booker)
),
counted AS MATERIALIZED (
    SELECT place, count(*)::integer AS total, (count(*) FILTER (WHERE is_behind))::integer AS behind FROM theirs GROUP BY place
),
shown AS MATERIALIZED (
    SELECT * FROM (SELECT theirs.*, row_number() OVER (PARTITION BY place ORDER BY starts_at, practice, key) AS on_page FROM theirs WHERE is_behind) AS ordered
    WHERE on_page <= count_max
),
noted AS (
    INSERT INTO audit (at, practice, caller, operation, outcome, appointment, request_id)
    SELECT wanted.now, shown.practice, wanted.caller, 'list', 'SHOWN',
           appointment_id(shown.practice, origin_day, origin_ordinal, key), wanted.request_id FROM shown JOIN wanted USING (place)
)
SELECT wanted.place AS nth, coalesce(total, 0) AS total, coalesce(behind, 0) AS behind,
       -- include part_appointment_columns.sql
FROM wanted LEFT JOIN counted USING (place) LEFT JOIN shown AS a ON a.place = wanted.place
ORDER BY wanted.place, a.starts_at, a.practice, a.key
