-- Records a practice's rules as the next version of its book, if the version they were made for is still current; no row comes back otherwise.
--   $1 practice text   $2 seen version integer   $3 now timestamptz   $4 online_booking boolean   $5 furthest_ahead_s integer   $6 notice_s integer   $7 cancel_notice_s integer   $8 appointments_max smallint
--   $9 caller text   $10 request_id uuid
WITH version AS (
    UPDATE practice
    SET layout_version = layout_version + 1, updated_at = $3, online_booking = $4, furthest_ahead_s = $5, notice_s = $6, cancel_notice_s = $7, appointments_max = $8
    WHERE practice = $1 AND layout_version = $2
    RETURNING layout_version
), noted AS (
    INSERT INTO audit (at, practice, caller, operation, outcome, request_id)
    SELECT $3, $1, $9, 'SET_RULES', 'version ' || v.layout_version, $10::uuid
    FROM version v
)
SELECT layout_version FROM version;
