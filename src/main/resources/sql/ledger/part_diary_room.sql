-- Part of book.sql and book_all.sql: a diary that is there takes the times of one more appointment,
-- if its patient has room for it and is nowhere else then. Times are dropped a day after they have
-- passed, when there are many: an engine whose clock runs ahead must not make the others forget
-- what is to come. Nearly all patients have one time or none, and a sub-select costs more than the
-- row: what it would find of one time is said without it.
    ON CONFLICT (practice, patient) DO UPDATE
    SET starts = CASE WHEN cardinality(d.starts) < 8 THEN d.starts
                      ELSE (SELECT coalesce(array_agg(s), '{}') FROM unnest(d.starts, d.ends) AS t (s, e) WHERE e > EXCLUDED.written_at - interval '1 day') END || EXCLUDED.starts,
        ends = CASE WHEN cardinality(d.ends) < 8 THEN d.ends
                    ELSE (SELECT coalesce(array_agg(e), '{}') FROM unnest(d.ends) AS t (e) WHERE e > EXCLUDED.written_at - interval '1 day') END || EXCLUDED.ends,
        appointments_max = EXCLUDED.appointments_max,
        written_at = EXCLUDED.written_at
    WHERE CASE WHEN cardinality(d.starts) = 0 THEN true
               WHEN cardinality(d.starts) = 1 AND EXCLUDED.appointments_max > 1
               THEN d.starts[1] >= EXCLUDED.ends[1] OR d.ends[1] <= EXCLUDED.starts[1] OR d.ends[1] <= EXCLUDED.written_at
               ELSE (SELECT count(*) FILTER (WHERE s > EXCLUDED.written_at) < EXCLUDED.appointments_max AND count(*) FILTER (WHERE s < EXCLUDED.ends[1] AND e > EXCLUDED.starts[1]) = 0
                     FROM unnest(d.starts, d.ends) AS t (s, e) WHERE e > EXCLUDED.written_at) END
