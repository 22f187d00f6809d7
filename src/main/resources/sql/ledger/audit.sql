-- Notes accesses in the audit trail.
--   $1 at timestamptz[]   $2 practice text[]   $3 caller text[]   $4 operation text[]
--   $5 outcome text[]   $6 appointment id text[]   $7 request id uuid[]
INSERT INTO audit (at, practice, caller, operation, outcome, appointment, request_id)
SELECT at, practice, caller, operation, outcome, appointment, request_id
FROM unnest($1::timestamptz[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::uuid[]) AS batch (at, practice, caller, operation, outcome, appointment, request_id)
