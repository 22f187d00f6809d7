-- Of these seats, those that have an owner.   $1 practice text   $2 day date   $3 ordinals smallint[]
SELECT ordinal FROM occupancy WHERE practice = $1 AND day = $2 AND ordinal = ANY ($3)
