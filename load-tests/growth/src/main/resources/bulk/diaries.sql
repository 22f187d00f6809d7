-- The diaries that follow from the appointments.
INSERT INTO diary (practice, patient, starts, ends, appointments_max, written_at)
SELECT practice, patient, array_agg(starts_at ORDER BY starts_at), array_agg(ends_at ORDER BY starts_at), 20, now() - interval '1 day'
FROM appointment
GROUP BY practice, patient
