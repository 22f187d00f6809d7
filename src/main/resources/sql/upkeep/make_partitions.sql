-- Makes the partitions from the first day's week to the last day's. Safe to repeat, and from
-- several processes at once.
--   $1 first day date   $2 last day date
SELECT make_partitions($1::date, $2::date)
