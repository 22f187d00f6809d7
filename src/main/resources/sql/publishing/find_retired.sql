-- Slots with retired places.   $1 practice text   $2 first day date   $3 last day date
SELECT day, first_ordinal, places
FROM retired_slot
WHERE practice = $1
  AND day BETWEEN $2 AND $3;
