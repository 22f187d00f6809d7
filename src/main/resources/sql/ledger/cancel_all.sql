-- Cancels a batch of appointments if all of it can be: none of the requests was met before, and all
-- appointments are still in the version seen. Otherwise nothing happens (SK001, or 23505), and
-- cancel.sql is to be run, which says of each why not. Parameters, order of the locks and the days:
-- see there.
-- Answers: nth (from 1), word (RECORDED).
-- include part_cancellations.sql
claimed AS (
    INSERT INTO request (practice, key, fingerprint, origin_day, appointment_key, version)
    SELECT practice, request_key, fingerprint, origin_day, key, seen_version + 1 FROM wanted ORDER BY practice, request_key
    RETURNING 1
),
fresh AS MATERIALIZED (
    SELECT * FROM wanted WHERE (SELECT count(*) FROM claimed) > 0
),
-- include part_locked.sql
-- include part_given_back.sql
recorded AS MATERIALIZED (
    SELECT locked.*
    FROM locked
    WHERE CASE WHEN (SELECT count(*) FROM given) = (SELECT sum(cardinality(ordinals)) FROM locked) AND (SELECT count(*) FROM lighter) = cardinality($1) THEN true ELSE lost_race() END
),
-- include part_followed.sql
-- include part_cancelled.sql
SELECT nth, 'RECORDED' AS word FROM recorded
UNION ALL SELECT 0, 'RECORDED' WHERE CASE WHEN (SELECT count(*) FROM locked) = cardinality($1) THEN false ELSE lost_race() END
