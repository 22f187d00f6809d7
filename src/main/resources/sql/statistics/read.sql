-- What was counted of a practice's days.   $1 practice text   $2 first day date   $3 last day date
SELECT day, channel, hour, booked, cancelled, moved FROM appointment_count WHERE practice = $1 AND day BETWEEN $2::date AND $3::date
