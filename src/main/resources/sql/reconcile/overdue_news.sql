-- News that the inventory was not told of for long, oldest first, each by one of its seats.   $1 recorded before timestamptz   $2 how many at most int
SELECT practice, day, ordinals[1] AS ordinal FROM outbox WHERE recorded_at < $1 ORDER BY id LIMIT $2
