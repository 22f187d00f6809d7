-- Makes the partitions that are missing.   $1 first day date   $2 last day date
SELECT make_partitions($1::date, $2::date);
