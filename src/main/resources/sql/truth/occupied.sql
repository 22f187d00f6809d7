-- Of these seats, those that have an owner.   $1 practice text[]   $2 day date[]
--                                             $3 ordinal smallint[]
SELECT o.practice, o.day, o.ordinal
FROM unnest($1::text[], $2::date[], $3::smallint[]) AS seat (practice, day, ordinal)
CROSS JOIN LATERAL (SELECT practice, day, ordinal FROM occupancy WHERE practice = seat.practice AND day = seat.day AND ordinal = seat.ordinal OFFSET 0) AS o
