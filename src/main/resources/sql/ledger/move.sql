-- Moves a batch of appointments that are still in the version seen to other seats, or says of each
-- why not. No two of one batch may have the same request key, the same appointment, the same
-- patient or a seat in common. What the snapshot cannot explain was lost to a concurrent statement:
-- then nothing happens (SK001, or 23505 of occupancy) and the batch is to be run again. Locks are
-- taken in one order everywhere: request, appointment, diary, seats, each sorted. Seats are given
-- back last, so that a booking of them waits for the outcome.
-- Where it says from DATE '-infinity' to DATE 'infinity', the days are put that the batch is about
-- (Sql.within): Postgres plans it without the partitions of other weeks.
--   $1 practice text[]   $2 request key uuid[]   $3 fingerprint bigint[]   $4 origin day date[]
--   $5 appointment id text[]   $6 origin ordinal smallint[]   $7 version seen integer[]
--   $8 new day date[]   $9 new ordinals text[], each a smallint[] in text
--   $10 those of them it does not have yet text[]   $11 those it has and will not keep text[]
--   $12 new start timestamptz[]   $13 new end timestamptz[]
--   $14 description text[]   $15 comment text[]   $16 caller text[]   $17 request id uuid[]
--   $18 now timestamptz[]
-- Answers: nth (from 1), word (RECORDED, REPLAYED or a refusal's text).
WITH wanted AS MATERIALIZED (
    SELECT nth::integer, practice, request_key, fingerprint, origin_day, id, right(id, 26) AS key, origin_ordinal, seen_version, new_day, new_ordinals::smallint[], gained::smallint[], given::smallint[],
           new_start, new_end, new_description, new_comment, changed_by, request_id, now
    FROM unnest($1::text[], $2::uuid[], $3::bigint[], $4::date[], $5::text[], $6::smallint[], $7::integer[], $8::date[], $9::text[], $10::text[], $11::text[], $12::timestamptz[], $13::timestamptz[],
                $14::text[], $15::text[], $16::text[], $17::uuid[], $18::timestamptz[])
         WITH ORDINALITY AS batch (practice, request_key, fingerprint, origin_day, id, origin_ordinal, seen_version, new_day, new_ordinals, gained, given, new_start, new_end,
                                   new_description, new_comment, changed_by, request_id, now, nth)
),
-- include part_claimed.sql effect = origin_day, key, seen_version + 1
fresh AS MATERIALIZED (
    SELECT wanted.*, EXISTS (SELECT FROM occupancy o WHERE o.practice = wanted.practice AND o.day = wanted.new_day AND o.ordinal = ANY (wanted.gained) AND o.day BETWEEN DATE '-infinity' AND DATE 'infinity') AS is_taken
    FROM claimed JOIN wanted USING (request_key)
),
locked AS MATERIALIZED (
    SELECT fresh.nth, a.version, a.state, a.patient, a.day, a.ordinals, a.starts_at, a.ends_at, a.description, a.comment, a.cancel_reason, a.caller, a.booked_by, a.booked_at, a.updated_at,
           a.version_request, a.version_operation, a.noted_version
    -- include part_as_seen.sql
),
diaries AS MATERIALIZED (
    SELECT fresh.nth, d.starts, d.ends
    FROM locked JOIN fresh USING (nth) JOIN diary d ON d.practice = fresh.practice AND d.patient = locked.patient
    ORDER BY d.practice, d.patient
    FOR UPDATE OF d
),
judged AS MATERIALIZED (
    SELECT fresh.*, locked.version, locked.state, locked.patient, locked.day, locked.ordinals, locked.starts_at, locked.ends_at, locked.description, locked.comment, locked.cancel_reason, locked.caller,
           locked.booked_by, locked.booked_at, locked.updated_at, locked.version_request, locked.version_operation, locked.noted_version, others.starts AS other_starts, others.ends AS other_ends, others.overlapping
    FROM diaries JOIN locked USING (nth) JOIN fresh USING (nth)
    CROSS JOIN LATERAL (
        SELECT coalesce(array_agg(s), '{}') AS starts, coalesce(array_agg(e), '{}') AS ends,
               count(*) FILTER (WHERE s < fresh.new_end AND e > fresh.new_start AND e > fresh.now) AS overlapping
        FROM unnest(diaries.starts, diaries.ends) AS t (s, e) WHERE e > fresh.now - interval '1 day' AND s <> locked.starts_at
    ) AS others
),
moving AS MATERIALIZED (
    SELECT * FROM judged WHERE NOT is_taken AND overlapping = 0
),
rewritten AS (
    UPDATE diary d
    SET starts = moving.other_starts || moving.new_start, ends = moving.other_ends || moving.new_end, written_at = moving.now
    FROM moving WHERE d.practice = moving.practice AND d.patient = moving.patient
    RETURNING 1
),
taken AS (
    INSERT INTO occupancy (practice, day, ordinal, origin_day, appointment_key)
    SELECT practice, new_day, unnest(gained) AS ordinal, origin_day, key FROM moving WHERE (SELECT count(*) FROM rewritten) > 0 ORDER BY practice, new_day, ordinal
    RETURNING 1
),
left_behind AS (
    DELETE FROM occupancy o
    USING (SELECT practice, day, unnest(given) AS ordinal, key FROM moving WHERE (SELECT count(*) FROM taken) >= 0 ORDER BY practice, day, ordinal) AS seat
    WHERE o.practice = seat.practice AND o.day = seat.day AND o.ordinal = seat.ordinal AND o.appointment_key = seat.key AND o.day BETWEEN DATE '-infinity' AND DATE 'infinity'
    RETURNING 1
),
recorded AS MATERIALIZED (
    SELECT moving.*
    FROM moving
    WHERE CASE WHEN (SELECT count(*) FROM taken) = (SELECT sum(cardinality(gained)) FROM moving) AND (SELECT count(*) FROM left_behind) = (SELECT sum(cardinality(given)) FROM moving)
               THEN true ELSE lost_race() END
),
-- include part_followed.sql
changed AS (
    UPDATE appointment a
    SET version = r.version + 1, day = r.new_day, ordinals = r.new_ordinals, starts_at = r.new_start, ends_at = r.new_end, description = r.new_description, comment = r.new_comment,
        caller = r.changed_by, updated_at = r.now, version_request = r.request_id, version_operation = 'move', noted_version = r.version + 1
    FROM recorded r WHERE a.practice = r.practice AND a.origin_day = r.origin_day AND a.key = r.key AND a.origin_day BETWEEN DATE '-infinity' AND DATE 'infinity'
),
refused AS MATERIALIZED (
    SELECT fresh.nth, fresh.practice, fresh.request_key,
           CASE WHEN NOT EXISTS (SELECT FROM appointment a WHERE a.practice = fresh.practice AND a.origin_day = fresh.origin_day AND a.key = fresh.key AND a.origin_ordinal = fresh.origin_ordinal
                              AND a.origin_day BETWEEN DATE '-infinity' AND DATE 'infinity')
                THEN 'APPOINTMENT_UNKNOWN'
                WHEN judged.nth IS NULL THEN 'STALE_VERSION'
                WHEN judged.overlapping > 0 THEN 'PATIENT_OVERLAP'
                ELSE 'SLOT_TAKEN' END AS refusal
    FROM fresh LEFT JOIN judged USING (nth)
    WHERE fresh.nth NOT IN (SELECT nth FROM recorded)
),
-- include part_met.sql fresh = fresh
-- include part_answers.sql caller = changed_by; operation = 'move'
