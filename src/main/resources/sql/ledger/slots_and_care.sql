-- Which slots some seats are in, and with whom, how and where, by the runs on record.
--   $1 practice text[]   $2 day date[]   $3 ordinals of the seats text[], each an array
-- Answers: nth (from 1), slots (first ordinals, in the order of the seats), clinician, role,
-- channel, service_type, location; no row for seats that were never published.
SELECT nth::integer, of_seats.slots, of_seats.clinician, of_seats.role, of_seats.channel, of_seats.service_type, of_seats.location
FROM unnest($1::text[], $2::date[], $3::text[]) WITH ORDINALITY AS wanted (practice, day, ordinals, nth)
CROSS JOIN LATERAL slots_and_care(practice, day, ordinals::smallint[]) AS of_seats
