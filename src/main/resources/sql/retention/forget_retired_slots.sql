-- Forgets the slots with retired places of weeks that are taken out.   ? weeks date[]
DELETE FROM retired_slot WHERE date_trunc('week', day::timestamp)::date = ANY (?::date[])
