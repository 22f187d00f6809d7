-- A practice's published seats from a day on, run by run, and the seats of that day that have an owner, in one snapshot. No row if the practice is not known.
--   $1 practice text   $2 first day date
SELECT p.layout_version, r.day, r.first_ordinal, r.slot_count * r.capacity AS seats,
       (SELECT array_agg(o.ordinal) FROM occupancy o
        WHERE o.practice = r.practice AND o.day = r.day AND o.ordinal >= r.first_ordinal AND o.ordinal < r.first_ordinal + r.slot_count * r.capacity) AS owned
FROM practice p
LEFT JOIN session_run r ON r.practice = p.practice AND r.day >= $2
WHERE p.practice = $1
