-- News that the inventory was not told of for long, oldest first, each by one of its seats (0 for that of a move which gave none back).   $1 recorded before timestamptz   $2 how many at most int
SELECT practice, day, coalesce(ordinals[1], 0::smallint) AS ordinal FROM outbox WHERE recorded_at < $1 ORDER BY id LIMIT $2
