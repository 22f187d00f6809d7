-- Takes the lock of a background job for as long as this connection lives, unless another
-- connection has it.
--   $1 job text
SELECT pg_try_advisory_lock(hashtext('background job'), hashtext($1)) AS is_ours
