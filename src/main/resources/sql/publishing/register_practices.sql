-- Adds practices that are not known and corrects known ones; a row comes back for each that is new
-- or was corrected. What is null in the listing stays as it is known.
--   $1 practice text[]   $2 name text[]   $3 postcode text[]   $4 list_size integer[]
--   rules of new practices: $5 furthest_ahead_s integer
--     $6 notice_s integer   $7 cancel_notice_s integer   $8 appointments_max smallint
--     $9 online_booking boolean   $10 now timestamptz
INSERT INTO practice AS known (practice, name, postcode, list_size, online_booking, furthest_ahead_s, notice_s, cancel_notice_s, appointments_max, updated_at)
SELECT l.practice, coalesce(l.name, p.name, l.practice), coalesce(l.postcode, p.postcode, ''), coalesce(l.list_size, p.list_size, 0), $9, $5, $6, $7, $8, $10
FROM unnest($1::text[], $2::text[], $3::text[], $4::integer[]) AS l (practice, name, postcode, list_size)
LEFT JOIN practice p ON p.practice = l.practice
ORDER BY l.practice
ON CONFLICT (practice) DO UPDATE SET name = excluded.name, postcode = excluded.postcode, list_size = excluded.list_size, updated_at = excluded.updated_at
WHERE (known.name, known.postcode, known.list_size) IS DISTINCT FROM (excluded.name, excluded.postcode, excluded.list_size)
RETURNING (xmax = 0) AS is_new;
