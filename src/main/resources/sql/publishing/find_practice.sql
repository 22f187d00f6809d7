-- A practice, its rules, and which version of its book is current.   $1 practice text
SELECT name, postcode, list_size, online_booking, furthest_ahead_s, notice_s, cancel_notice_s, appointments_max, layout_version
FROM practice
WHERE practice = $1;
