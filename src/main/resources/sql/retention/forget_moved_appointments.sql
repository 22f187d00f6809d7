-- Forgets which appointments of weeks that are taken out had moved.   ? weeks date[]
DELETE FROM moved_appointment WHERE date_trunc('week', origin_day::timestamp)::date = ANY (?::date[])
