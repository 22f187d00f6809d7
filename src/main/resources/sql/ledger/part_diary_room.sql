-- Part of book.sql and book_all.sql: a diary that is there takes the times of one more appointment,
-- if its patient has room for it and is nowhere else then. Times are dropped a day after they have
-- passed: an engine whose clock runs ahead must not make the others forget what is to come.
    ON CONFLICT (practice, patient) DO UPDATE
    SET starts = (SELECT coalesce(array_agg(s), '{}') FROM unnest(d.starts, d.ends) AS t (s, e) WHERE e > EXCLUDED.written_at - interval '1 day') || EXCLUDED.starts,
        ends = (SELECT coalesce(array_agg(e), '{}') FROM unnest(d.ends) AS t (e) WHERE e > EXCLUDED.written_at - interval '1 day') || EXCLUDED.ends,
        appointments_max = EXCLUDED.appointments_max,
        written_at = EXCLUDED.written_at
    WHERE (SELECT count(*) FILTER (WHERE s > EXCLUDED.written_at) < EXCLUDED.appointments_max AND count(*) FILTER (WHERE s < EXCLUDED.ends[1] AND e > EXCLUDED.starts[1]) = 0
           FROM unnest(d.starts, d.ends) AS t (s, e) WHERE e > EXCLUDED.written_at)
