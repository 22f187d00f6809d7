-- Records a practice's rules as the next version of its book, if the version they were made for is
-- still current; no row comes back otherwise.
--   $1 practice text   $2 seen version integer   $3 now timestamptz   $4 online_booking boolean
--   $5 furthest_ahead_s integer   $6 notice_s integer   $7 cancel_notice_s integer
--   $8 appointments_max smallint
--   $9 caller text   $10 request_id uuid   what is kept of the request, or null: $11 operation text
--   $12 fingerprint bigint   $13 answer text   $14 answers before that are forgotten timestamptz
-- Raises SK001 if the request has been met meanwhile.
WITH version AS (
    UPDATE practice
    SET layout_version = layout_version + 1, updated_at = $3, online_booking = $4, furthest_ahead_s = $5, notice_s = $6, cancel_notice_s = $7, appointments_max = $8
    WHERE practice = $1 AND layout_version = $2
    RETURNING layout_version
), noted AS (
    INSERT INTO audit (at, practice, caller, operation, outcome, request_id)
    SELECT $3, $1, $9, 'SET_RULES', 'version ' || v.layout_version, $10::uuid
    FROM version v
),
-- include part_remembered.sql caller = $9; operation = $11; request = $10; fingerprint = $12; answer = $13; before = $14
SELECT layout_version, CASE WHEN $11::text IS NOT NULL AND NOT EXISTS (SELECT FROM remembered) THEN lost_race() END AS lost FROM version;
