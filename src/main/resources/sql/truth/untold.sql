-- News that is still in the outbox, oldest first, each with those of its seats that have an owner now: the seats are told as they are, not as they were.
--   $1 recorded before timestamptz   $2 how many at most int
SELECT n.id, n.transaction_id, n.practice, n.day, n.ordinals, n.occupied, n.claim_key, n.patient, n.starts_at, n.ends_at,
       (SELECT array_agg(o.ordinal) FROM occupancy o WHERE o.practice = n.practice AND o.day = n.day AND o.ordinal = ANY (n.ordinals)) AS owned
FROM outbox n
WHERE n.recorded_at < $1
ORDER BY n.id
LIMIT $2
