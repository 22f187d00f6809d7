-- A practice's published seats from a day on, run by run, and the seats of that day that have an
-- owner, in one snapshot. No row if the practice is not known. With it, once in a practice's life,
-- that nobody has read it for the inventory before: the inventory cannot have forgotten anything of
-- it then. That is noted without waiting for a standby, so that a practice can be searched while
-- commits wait: whatever is committed later carries the note along.
--   $1 practice text   $2 first day date
WITH first_reading AS (UPDATE practice SET inventory_filled = true WHERE practice = $1 AND NOT inventory_filled RETURNING set_config('synchronous_commit', 'local', true))
SELECT p.layout_version, r.day, r.first_ordinal, r.slot_count * r.capacity AS seats,
       (SELECT array_agg(o.ordinal) FROM occupancy o
        WHERE o.practice = r.practice AND o.day = r.day AND o.ordinal >= r.first_ordinal AND o.ordinal < r.first_ordinal + r.slot_count * r.capacity) AS owned,
       EXISTS (SELECT FROM first_reading) AS is_first
FROM practice p
LEFT JOIN session_run r ON r.practice = p.practice AND r.day >= $2
WHERE p.practice = $1
