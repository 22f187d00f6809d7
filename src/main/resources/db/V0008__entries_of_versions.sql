-- Each version of an appointment says by which operation and under which request id it came to be, so that a recorded change needs no row in the audit trail beside the one that it makes anyway. The trail as a whole is the
-- view below.

ALTER TABLE appointment ADD COLUMN version_request uuid, ADD COLUMN version_operation text, ADD COLUMN noted_version integer;
ALTER TABLE appointment_version ADD COLUMN version_request uuid, ADD COLUMN version_operation text, ADD COLUMN noted_version integer;
COMMENT ON COLUMN appointment.version_request IS 'The id that whoever made this version sent.';
COMMENT ON COLUMN appointment.version_operation IS 'What made this version: book, cancel, amend or move.';
COMMENT ON COLUMN appointment.noted_version IS 'The version that version_operation and version_request are about: this one, or null where an engine that knows neither column has made it and has written a row in audit instead.';
COMMENT ON TABLE audit IS 'Who did or saw what, when, and what came of it, as far as no version of an appointment says so: what was read, refused or told again, and what practices did. Rows are only ever added; those of a change are committed with it.';

CREATE FUNCTION appointment_id(practice text, origin_day date, origin_ordinal smallint, key text) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT practice || to_char(origin_day, '-YYYYMMDD-') || to_char(origin_ordinal, 'FM99000') || '-' || key
$$;
COMMENT ON FUNCTION appointment_id IS 'The public id of an appointment.';

CREATE FUNCTION keep_entry_of_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO audit (at, practice, caller, operation, outcome, appointment, request_id)
    VALUES (OLD.updated_at, OLD.practice, OLD.caller, OLD.version_operation, 'RECORDED', appointment_id(OLD.practice, OLD.origin_day, OLD.origin_ordinal, OLD.key), OLD.version_request);
    NEW.version_request := NULL;
    NEW.version_operation := NULL;
    NEW.noted_version := NULL;
    RETURN NEW;
END $$;
COMMENT ON FUNCTION keep_entry_of_version IS 'For engines of the version before, which keep a version that they follow without what it says of its request, and write rows in audit for their own. It can go when there are none of them any more.';
CREATE TRIGGER entry_of_version BEFORE UPDATE ON appointment FOR EACH ROW WHEN (NEW.noted_version = OLD.noted_version) EXECUTE FUNCTION keep_entry_of_version();

CREATE VIEW audit_trail AS
SELECT at, practice, caller, operation, outcome, appointment, request_id, NULL::date AS origin_day FROM audit
UNION ALL
SELECT updated_at, practice, caller, version_operation, 'RECORDED', appointment_id(practice, origin_day, origin_ordinal, key), version_request, origin_day FROM appointment WHERE noted_version = version
UNION ALL
SELECT updated_at, practice, caller, version_operation, 'RECORDED', appointment_id(practice, origin_day, origin_ordinal, key), version_request, origin_day FROM appointment_version WHERE noted_version = version;
COMMENT ON VIEW audit_trail IS 'The whole audit trail: who did or saw what, when, and what came of it. origin_day is the day that an appointment was first made for, where its own version says what was done: who asks for a time names the days that could be booked then, and is spared all other weeks.';

-- Of one version of an appointment, found in its week alone: with a plan of its own the day is known when it begins (see slots_and_care).
CREATE FUNCTION appointment_in_version(of_practice text, of_origin_day date, of_key text, in_version integer)
RETURNS TABLE (practice text, origin_day date, key text, origin_ordinal smallint, version integer, state text, patient bigint, day date, ordinals smallint[], starts_at timestamptz, ends_at timestamptz, description text, comment text,
               cancel_reason text, booked_by text, booked_at timestamptz, updated_at timestamptz) LANGUAGE plpgsql STABLE ROWS 1 AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    SELECT c.practice, c.origin_day, c.key, c.origin_ordinal, c.version, c.state, c.patient, c.day, c.ordinals, c.starts_at, c.ends_at, c.description, c.comment, c.cancel_reason, c.booked_by, c.booked_at, c.updated_at
    FROM appointment c WHERE c.practice = of_practice AND c.origin_day = of_origin_day AND c.key = of_key AND c.version = in_version;
    IF NOT FOUND THEN
        RETURN QUERY
        SELECT v.practice, v.origin_day, v.key, v.origin_ordinal, v.version, v.state, v.patient, v.day, v.ordinals, v.starts_at, v.ends_at, v.description, v.comment, v.cancel_reason, v.booked_by, v.booked_at, v.updated_at
        FROM appointment_version v WHERE v.practice = of_practice AND v.origin_day = of_origin_day AND v.key = of_key AND v.version = in_version;
    END IF;
END $$;
COMMENT ON FUNCTION appointment_in_version IS 'An appointment as it was, or is, in one of its versions; no row if it never had that one.';
