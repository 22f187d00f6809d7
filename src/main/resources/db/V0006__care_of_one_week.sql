-- As a part of another statement this function has its partitions made ready whenever that statement begins, all of them, and of five years of weeks that costs milliseconds. With a plan of its own it knows the day when it
-- begins, and makes one ready. What it answers is the same: engines of the version before call it too.

CREATE OR REPLACE FUNCTION slots_and_care(of_practice text, on_day date, seats smallint[])
RETURNS TABLE (slots smallint[], clinician text, role text, channel text, service_type text, location text) LANGUAGE plpgsql STABLE ROWS 1 AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    SELECT of_seats.slots, care.clinician, care.role, care.channel, care.service_type, care.location
    FROM (
        SELECT array_agg((run.first_ordinal + (seat.ordinal - run.first_ordinal) / run.capacity * run.capacity)::smallint ORDER BY seat.nth) AS slots, (array_agg(run.care ORDER BY seat.nth))[1] AS care
        FROM unnest(seats) WITH ORDINALITY AS seat (ordinal, nth)
        CROSS JOIN LATERAL (
            SELECT r.first_ordinal, r.capacity, r.care FROM session_run r
            WHERE r.practice = of_practice AND r.day = on_day AND r.first_ordinal <= seat.ordinal ORDER BY r.first_ordinal DESC LIMIT 1
        ) AS run
    ) AS of_seats
    JOIN care ON care.practice = of_practice AND care.care = of_seats.care;
END $$;
