-- Pages of patients' appointments for their readers' eyes, soonest first, with a row in the audit
-- trail for each appointment that is on one.
--   $1 patient bigint[]   $2 must begin at or after, or null timestamptz[]
--   $3 must begin before, or null timestamptz[]
--   $4 states with commas between them, or null text[]
--   $5 to $7 begin, practice and key of the last one of the page before, or null timestamptz[]
--     text[] text[]
--   $8 at most on the page integer[]
--   $9 patient whose they must be bigint[]   $10 practice whose they must be text[]
--   $11 caller who must have booked them text[]   $12 caller text[]   $13 request id uuid[]
--   $14 now timestamptz[]
-- Of $9 to $11 one is there in each row. Answers for each row at least one: nth (from 1), total
-- (how many there are), behind (how many of them are behind the page before), and the columns of an
-- appointment, null where there is none.
WITH wanted AS MATERIALIZED (
    SELECT batch.*, nth::integer AS place
    FROM unnest($1::bigint[], $2::timestamptz[], $3::timestamptz[], $4::text[], $5::timestamptz[], $6::text[], $7::text[], $8::integer[], $9::bigint[], $10::text[], $11::text[], $12::text[], $13::uuid[], $14::timestamptz[]) WITH ORDINALITY
         AS batch (patient, from_instant, until_instant, states, after_start, after_practice, after_key, count_max, of_patient, of_practice, of_booker, caller, request_id, now, nth)
),
counted AS MATERIALIZED (
    SELECT wanted.*, found.total, found.behind
    FROM wanted CROSS JOIN LATERAL (
        SELECT count(*)::integer AS total,
               (count(*) FILTER (WHERE after_start IS NULL OR (b.starts_at, b.practice, b.key) > (after_start, after_practice, after_key)))::integer AS behind
        FROM appointment b
        WHERE b.patient = wanted.patient AND (from_instant IS NULL OR b.starts_at >= from_instant) AND (until_instant IS NULL OR b.starts_at < until_instant)
              AND (wanted.states IS NULL OR b.state = ANY (string_to_array(wanted.states, ',')))
              AND (b.patient = of_patient OR b.practice = of_practice OR b.booked_by = of_booker)
    ) AS found
),
shown AS MATERIALIZED (
    SELECT counted.place, a.*, counted.caller AS reader, counted.request_id, counted.now
    FROM counted CROSS JOIN LATERAL (
        SELECT b.* FROM appointment b
        WHERE b.patient = counted.patient AND (from_instant IS NULL OR b.starts_at >= from_instant) AND (until_instant IS NULL OR b.starts_at < until_instant)
              AND (counted.states IS NULL OR b.state = ANY (string_to_array(counted.states, ',')))
              AND (b.patient = of_patient OR b.practice = of_practice OR b.booked_by = of_booker)
              AND (after_start IS NULL OR (b.starts_at, b.practice, b.key) > (after_start, after_practice, after_key))
        ORDER BY b.starts_at, b.practice, b.key LIMIT count_max
    ) AS a
    WHERE counted.behind > 0 AND counted.count_max > 0
),
noted AS (
    INSERT INTO audit (at, practice, caller, operation, outcome, appointment, request_id)
    SELECT now, practice, reader, 'list', 'SHOWN',
           appointment_id(practice, origin_day, origin_ordinal, key), request_id FROM shown
)
SELECT counted.place AS nth, counted.total, counted.behind,
       -- include part_appointment_columns.sql
FROM counted LEFT JOIN shown AS a ON a.place = counted.place
ORDER BY counted.place, a.starts_at, a.practice, a.key
