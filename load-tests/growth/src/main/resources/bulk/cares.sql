-- Five clinicians for each practice.
INSERT INTO care (practice, care, clinician, role, channel, service_type, location)
SELECT practice, n, 'Dr Bench ' || n, 'General Medical Practitioner', 'TELEPHONE', 'Bench', 'Bench'
FROM practice CROSS JOIN generate_series(1, 5) AS n
