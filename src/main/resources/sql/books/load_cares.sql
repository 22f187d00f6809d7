-- All that a practice has ever promised beside the time.   $1 practice text
SELECT care, clinician, role, channel, service_type, location FROM care WHERE practice = $1 ORDER BY care
