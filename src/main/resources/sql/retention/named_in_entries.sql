-- For which weeks the appointments were first made that a week of the audit trail names: their ids
-- say so.
--   %s the week's table
-- Answers: week, found.
SELECT date_trunc('week', to_date(substring(appointment FROM '-([0-9]{8})-'), 'YYYYMMDD')::timestamp)::date AS week, count(*) AS found
FROM %s WHERE appointment ~ '-[0-9]{8}-' GROUP BY 1 ORDER BY 1
