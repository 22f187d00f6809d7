-- Appointments as they are now, as far as the one who asks may see them; no row for one that is not
-- to be seen. Partitions outside of the days that are named last are left out when the statement
-- begins: it costs by the weeks that it is about, and not by those that are kept. A statement that
-- locks rows is told its days otherwise (Sql.within): bounded like this one, after a wait for
-- somebody who had changed the appointment, Postgres 18.6 did not find it any more, and the answer
-- was APPOINTMENT_UNKNOWN (LedgerRaceTest).
--   $1 practice text[]   $2 origin day date[]   $3 appointment key text[]
--   $4 origin ordinal smallint[]   $5 patient whose it must be bigint[]
--   $6 practice whose it must be text[]   $7 caller who must have booked it text[]
--   $8 first and $9 last of the origin days date
-- Of $5 to $7 one is there in each row. Answers: nth (from 1) and the columns of an appointment.
SELECT nth::integer,
       -- include part_appointment_columns.sql
FROM unnest($1::text[], $2::date[], $3::text[], $4::smallint[], $5::bigint[], $6::text[], $7::text[]) WITH ORDINALITY
     AS wanted (practice, origin_day, key, origin_ordinal, of_patient, of_practice, of_booker, nth)
JOIN appointment a ON a.practice = wanted.practice AND a.origin_day = wanted.origin_day AND a.key = wanted.key AND a.origin_ordinal = wanted.origin_ordinal
     AND a.origin_day BETWEEN $8::date AND $9::date
     AND (a.patient = of_patient OR a.practice = of_practice OR a.booked_by = of_booker)
