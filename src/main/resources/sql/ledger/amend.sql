-- Changes what is said of a batch of appointments that are still in the version seen, or says of
-- each why not. No two of one batch may have the same request key or the same appointment. Locks
-- are taken in one order everywhere: request, appointment, each sorted. The seats stay.
-- Where it says from DATE '-infinity' to DATE 'infinity', the days are put that the batch is about
-- (Sql.within): Postgres plans it without the partitions of other weeks.
--   $1 practice text[]   $2 request key uuid[]   $3 fingerprint bigint[]   $4 origin day date[]
--   $5 appointment id text[]   $6 origin ordinal smallint[]   $7 version seen integer[]
--   $8 description text[]   $9 comment text[]   $10 caller text[]   $11 request id uuid[]
--   $12 now timestamptz[]
-- Answers: nth (from 1), word (RECORDED, REPLAYED or a refusal's text).
WITH wanted AS MATERIALIZED (
    SELECT nth::integer, practice, request_key, fingerprint, origin_day, id, right(id, 26) AS key, origin_ordinal, seen_version, description, comment, caller, request_id, now
    FROM unnest($1::text[], $2::uuid[], $3::bigint[], $4::date[], $5::text[], $6::smallint[], $7::integer[], $8::text[], $9::text[], $10::text[], $11::uuid[], $12::timestamptz[])
         WITH ORDINALITY AS batch (practice, request_key, fingerprint, origin_day, id, origin_ordinal, seen_version, description, comment, caller, request_id, now, nth)
),
-- include part_claimed.sql effect = origin_day, key, seen_version + 1
fresh AS MATERIALIZED (
    SELECT wanted.* FROM claimed JOIN wanted USING (request_key)
),
recorded AS MATERIALIZED (
    SELECT fresh.nth, fresh.description AS new_description, fresh.comment AS new_comment, fresh.caller AS changed_by, fresh.request_id AS changed_under, fresh.now, a.*
    -- include part_as_seen.sql
),
-- include part_followed.sql
changed AS (
    UPDATE appointment a
    SET version = r.version + 1, description = r.new_description, comment = r.new_comment, caller = r.changed_by, updated_at = r.now,
        version_request = r.changed_under, version_operation = 'amend', noted_version = r.version + 1
    FROM recorded r WHERE a.practice = r.practice AND a.origin_day = r.origin_day AND a.key = r.key AND a.origin_day BETWEEN DATE '-infinity' AND DATE 'infinity'
),
-- include part_refused_as_changed.sql
-- include part_met.sql fresh = fresh
-- include part_answers.sql caller = caller; operation = 'amend'
