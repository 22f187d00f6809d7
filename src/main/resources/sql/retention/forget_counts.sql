-- Forgets what was counted of days in weeks that are taken out.   ? weeks date[]
DELETE FROM appointment_count WHERE date_trunc('week', day::timestamp)::date = ANY (?::date[])
