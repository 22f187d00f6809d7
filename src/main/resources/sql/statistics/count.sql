-- Adds what a passage of the log changed, and moves the listener on, both or neither: nothing is
-- counted twice. No hour is named twice.
--   $1 listener text   $2 from bigint   $3 to bigint   $4 now timestamptz
--   $5 practice text[]   $6 day date[]   $7 channel text[]   $8 hour smallint[]
--   $9 booked integer[]   $10 cancelled integer[]   $11 moved integer[], each what is to be added
WITH
-- include relay/part_heard.sql
INSERT INTO appointment_count AS c (practice, day, channel, hour, booked, cancelled, moved)
SELECT practice, day, channel, hour, booked, cancelled, moved
FROM unnest($5::text[], $6::date[], $7::text[], $8::smallint[], $9::integer[], $10::integer[], $11::integer[]) AS added (practice, day, channel, hour, booked, cancelled, moved)
WHERE EXISTS (SELECT FROM heard)
ORDER BY practice, day, channel, hour
ON CONFLICT (practice, day, channel, hour) DO UPDATE
SET booked = c.booked + excluded.booked, cancelled = c.cancelled + excluded.cancelled, moved = c.moved + excluded.moved
