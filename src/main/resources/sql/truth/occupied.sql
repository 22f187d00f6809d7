-- Of these seats, those that have an owner, and the last transaction that had begun when they were looked at.   $1 practice text   $2 day date   $3 ordinals smallint[]
SELECT ordinal, pg_snapshot_xmax(pg_current_snapshot())::text::bigint - 1 AS transaction_id FROM occupancy WHERE practice = $1 AND day = $2 AND ordinal = ANY ($3)
