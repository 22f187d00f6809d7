-- Records a batch of appointments; only those that were recorded come back.   $1 practice text[]   $2 day date[]   $3 ordinal smallint[]   $4 id uuid[]   $5 patient bigint[]   $6 description text[]
INSERT INTO appointment (practice, day, ordinal, id, patient, description)
SELECT * FROM unnest($1::text[], $2::date[], $3::smallint[], $4::uuid[], $5::bigint[], $6::text[])
ON CONFLICT DO NOTHING
RETURNING id
