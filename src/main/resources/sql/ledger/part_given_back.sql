-- Part of cancel.sql and cancel_all.sql: diaries, lighter and given, the times and the seats of the
-- appointments in locked, each locked in the one order and given back. A part of the statement runs
-- when it is read: the seats are given back by what has counted the diaries that were rewritten.
-- Nearly all diaries have one time, and a sub-select costs more than the row: what is left of one
-- is said without it.
diaries AS MATERIALIZED (
    SELECT d.practice, d.patient, locked.starts_at, locked.now
    FROM locked JOIN diary d ON d.practice = locked.practice AND d.patient = locked.patient
    ORDER BY d.practice, d.patient
    FOR UPDATE OF d
),
lighter AS (
    UPDATE diary d
    SET starts = CASE WHEN cardinality(d.starts) = 1 AND d.starts[1] = diaries.starts_at THEN '{}'
                      ELSE (SELECT coalesce(array_agg(s), '{}') FROM unnest(d.starts, d.ends) AS t (s, e) WHERE e > diaries.now - interval '1 day' AND s <> diaries.starts_at) END,
        ends = CASE WHEN cardinality(d.starts) = 1 AND d.starts[1] = diaries.starts_at THEN '{}'
                    ELSE (SELECT coalesce(array_agg(e), '{}') FROM unnest(d.starts, d.ends) AS t (s, e) WHERE e > diaries.now - interval '1 day' AND s <> diaries.starts_at) END,
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
