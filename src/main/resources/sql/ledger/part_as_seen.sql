-- Part of cancel.sql, amend.sql and move.sql: those appointments of fresh that are still in the
-- version seen, as a, locked in their order.
    FROM fresh JOIN appointment a ON a.practice = fresh.practice AND a.origin_day = fresh.origin_day AND a.key = fresh.key
         AND a.origin_day BETWEEN DATE '-infinity' AND DATE 'infinity'
    WHERE a.origin_ordinal = fresh.origin_ordinal AND a.version = fresh.seen_version AND a.state = 'BOOKED'
    ORDER BY a.practice, a.origin_day, a.key
    FOR UPDATE OF a
