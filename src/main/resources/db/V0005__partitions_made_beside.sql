-- A partition that is made in its table locks out everybody who reads or books, table after table in one transaction: with a reader who has the next table already neither gets on. Made beside it and then attached, it is in
-- nobody's way: the lock of that lets readers and writers pass, and keeps out only other changes of the table. Processes of the version before call the same function.

CREATE OR REPLACE FUNCTION make_partitions(first_day date, last_day date) RETURNS void LANGUAGE plpgsql SET lock_timeout = '2s' AS $$
DECLARE
    week date := date_trunc('week', first_day)::date;
    parent text;
    partition text;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('make_partitions'));
    WHILE week <= last_day LOOP
        FOREACH parent IN ARRAY ARRAY['session', 'session_run', 'occupancy', 'appointment', 'appointment_version', 'audit'] LOOP
            partition := parent || '_' || to_char(week, 'YYYYMMDD');
            IF to_regclass(partition) IS NULL THEN
                EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', partition, parent);
                EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', parent, partition, week, week + 7);
            END IF;
        END LOOP;
        week := week + 7;
    END LOOP;
END $$;
COMMENT ON FUNCTION make_partitions IS 'Makes the missing weeks from the first day to the last, without keeping readers or bookings waiting. Safe to repeat and to run from several processes at once.';
