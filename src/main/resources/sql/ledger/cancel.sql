-- Cancels a batch of appointments that are still in the version seen, or says of each why not. No
-- two of one batch may have the same request key, the same appointment or the same patient. Locks
-- are taken in one order everywhere: request, appointment, diary, seats, each sorted. A part of the
-- statement runs when it is read: the seats are given back by what has counted the diaries that
-- were rewritten.
-- Where it says from DATE '-infinity' to DATE 'infinity', the days are put that the batch is about
-- (Sql.within): Postgres plans it without the partitions of other weeks.
--   $1 practice text[]   $2 request key uuid[]   $3 fingerprint bigint[]   $4 origin day date[]
--   $5 appointment id text[]   $6 origin ordinal smallint[]   $7 version seen integer[]
--   $8 reason text[]   $9 caller text[]   $10 request id uuid[]   $11 now timestamptz[]
-- Answers: nth (from 1), word (RECORDED, REPLAYED or a refusal's text).
WITH wanted AS MATERIALIZED (
    SELECT nth::integer, practice, request_key, fingerprint, origin_day, id, right(id, 26) AS key, origin_ordinal, seen_version, reason, caller, request_id, now
    FROM unnest($1::text[], $2::uuid[], $3::bigint[], $4::date[], $5::text[], $6::smallint[], $7::integer[], $8::text[], $9::text[], $10::uuid[], $11::timestamptz[])
         WITH ORDINALITY AS batch (practice, request_key, fingerprint, origin_day, id, origin_ordinal, seen_version, reason, caller, request_id, now, nth)
),
-- include part_claimed.sql effect = origin_day, key, seen_version + 1
fresh AS MATERIALIZED (
    SELECT wanted.* FROM claimed JOIN wanted USING (request_key)
),
locked AS MATERIALIZED (
    SELECT fresh.nth, fresh.reason, fresh.caller AS changed_by, fresh.now, a.*
    -- include part_as_seen.sql
),
diaries AS MATERIALIZED (
    SELECT d.practice, d.patient, locked.starts_at, locked.now
    FROM locked JOIN diary d ON d.practice = locked.practice AND d.patient = locked.patient
    ORDER BY d.practice, d.patient
    FOR UPDATE OF d
),
lighter AS (
    UPDATE diary d
    SET starts = (SELECT coalesce(array_agg(s), '{}') FROM unnest(d.starts, d.ends) AS t (s, e) WHERE e > diaries.now - interval '1 day' AND s <> diaries.starts_at),
        ends = (SELECT coalesce(array_agg(e), '{}') FROM unnest(d.starts, d.ends) AS t (s, e) WHERE e > diaries.now - interval '1 day' AND s <> diaries.starts_at),
        written_at = diaries.now
    FROM diaries WHERE d.practice = diaries.practice AND d.patient = diaries.patient
    RETURNING 1
),
given AS (
    DELETE FROM occupancy o
    USING (SELECT practice, day, unnest(ordinals) AS ordinal, key FROM locked WHERE (SELECT count(*) FROM lighter) > 0 ORDER BY practice, day, ordinal) AS seat
    WHERE o.practice = seat.practice AND o.day = seat.day AND o.ordinal = seat.ordinal AND o.appointment_key = seat.key AND o.day BETWEEN DATE '-infinity' AND DATE 'infinity'
    RETURNING 1
),
recorded AS MATERIALIZED (
    SELECT locked.*
    FROM locked
    WHERE CASE WHEN (SELECT count(*) FROM given) = (SELECT sum(cardinality(ordinals)) FROM locked) AND (SELECT count(*) FROM lighter) = (SELECT count(*) FROM locked) THEN true ELSE lost_race() END
),
-- include part_followed.sql
changed AS (
    UPDATE appointment a
    SET version = r.version + 1, state = 'CANCELLED', cancel_reason = r.reason, caller = r.changed_by, updated_at = r.now
    FROM recorded r WHERE a.practice = r.practice AND a.origin_day = r.origin_day AND a.key = r.key AND a.origin_day BETWEEN DATE '-infinity' AND DATE 'infinity'
),
-- include part_refused_as_changed.sql
-- include part_met.sql fresh = fresh
-- include part_answers.sql caller = caller; operation = 'cancel'
