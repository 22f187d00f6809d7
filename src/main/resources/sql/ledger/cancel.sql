-- Cancels a batch of appointments that are still in the version seen, or says of each why not. No
-- two of one batch may have the same request key, the same appointment or the same patient. It is
-- run when cancel_all.sql found that not all of it can be recorded. Locks are taken in one order
-- everywhere: request, appointment, diary, seats, each sorted.
-- Where it says from DATE '-infinity' to DATE 'infinity', the days are put that the batch is about
-- (Sql.within): Postgres plans it without the partitions of other weeks.
--   $1 practice text[]   $2 request key uuid[]   $3 fingerprint bigint[]   $4 origin day date[]
--   $5 appointment id text[]   $6 origin ordinal smallint[]   $7 version seen integer[]
--   $8 reason text[]   $9 caller text[]   $10 request id uuid[]   $11 now timestamptz[]
-- Answers: nth (from 1), word (RECORDED, REPLAYED or a refusal's text).
-- include part_cancellations.sql
-- include part_claimed.sql effect = origin_day, key, seen_version + 1
fresh AS MATERIALIZED (
    SELECT wanted.* FROM claimed JOIN wanted USING (request_key)
),
-- include part_locked.sql
-- include part_given_back.sql
recorded AS MATERIALIZED (
    SELECT locked.*
    FROM locked
    WHERE CASE WHEN (SELECT count(*) FROM given) = (SELECT sum(cardinality(ordinals)) FROM locked) AND (SELECT count(*) FROM lighter) = (SELECT count(*) FROM locked) THEN true ELSE lost_race() END
),
-- include part_followed.sql
-- include part_cancelled.sql
,
-- include part_refused_as_changed.sql
-- include part_met.sql fresh = fresh
-- include part_answers.sql caller = caller; operation = 'cancel'
