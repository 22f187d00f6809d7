-- Who has the seats of one slot, and whether an appointment in it is for a reader's eyes: a
-- patient's own, cancelled ones too, or one that has the slot and that an organisation has booked.
--   $1 practice text   $2 day date   $3 first ordinal smallint   $4 last ordinal smallint
--   $5 patient whose it must be bigint, or null   $6 caller who must have booked it text, or null
-- Answers one row: the seats that appointments have, those that the practice has taken out, and
-- whether there is such an appointment.
WITH owned AS MATERIALIZED (
    SELECT ordinal, origin_day, appointment_key FROM occupancy WHERE practice = $1 AND day = $2 AND ordinal >= $3 AND ordinal <= $4
)
SELECT ARRAY(SELECT ordinal FROM owned WHERE appointment_key IS NOT NULL) AS booked,
       ARRAY(SELECT ordinal FROM owned WHERE appointment_key IS NULL) AS withdrawn,
       EXISTS (SELECT FROM appointment a
               WHERE a.patient = $5 AND a.practice = $1 AND a.day = $2 AND EXISTS (SELECT FROM unnest(a.ordinals) AS seat WHERE seat >= $3 AND seat <= $4))
       OR EXISTS (SELECT FROM owned o JOIN appointment a ON a.key = o.appointment_key AND a.practice = $1 AND a.origin_day = o.origin_day
                  WHERE a.booked_by = $6) AS is_for_reader
