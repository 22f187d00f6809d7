-- What patients' diaries have against appointments at these times; no row where there is nothing.
-- It locks nothing: whoever books is asked again.
--   $1 practice text[]   $2 patient bigint[]   $3 starts timestamptz[]   $4 ends timestamptz[]
--   $5 appointments a patient may have smallint[]   $6 now timestamptz[]
-- Answers: nth (from 1), refusal (its text).
SELECT nth, refusal
FROM (
    SELECT wanted.nth::integer,
           CASE WHEN times.future >= wanted.appointments_max THEN 'PATIENT_LIMIT ' || wanted.appointments_max
                WHEN times.overlapping > 0 THEN 'PATIENT_OVERLAP' END AS refusal
    FROM unnest($1::text[], $2::bigint[], $3::timestamptz[], $4::timestamptz[], $5::smallint[], $6::timestamptz[])
         WITH ORDINALITY AS wanted (practice, patient, starts_at, ends_at, appointments_max, now, nth)
    JOIN diary d ON d.practice = wanted.practice AND d.patient = wanted.patient
    CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE s > wanted.now) AS future, count(*) FILTER (WHERE s < wanted.ends_at AND e > wanted.starts_at) AS overlapping
        FROM unnest(d.starts, d.ends) AS t (s, e) WHERE e > wanted.now
    ) AS times
) AS judged
WHERE refusal IS NOT NULL
