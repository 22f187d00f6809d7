-- An appointment stays in the week that it was first made for, wherever it moves. Who asks for the
-- appointments of some days looks into the weeks of these days, and finds here what has moved there
-- from elsewhere.

CREATE TABLE moved_appointment (
    patient     bigint NOT NULL,
    practice    text COLLATE "C" NOT NULL,
    origin_day  date NOT NULL,
    key         text COLLATE "C" NOT NULL,
    PRIMARY KEY (patient, practice, origin_day, key)
);
COMMENT ON TABLE moved_appointment IS 'Appointments that are, or have been, on another day than the one that they were first made for. They are forgotten with their week.';

CREATE FUNCTION note_moved_appointment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO moved_appointment (patient, practice, origin_day, key) VALUES (NEW.patient, NEW.practice, NEW.origin_day, NEW.key) ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
COMMENT ON FUNCTION note_moved_appointment IS 'A trigger, so that engines of the version before note what they move, and so does whoever puts a week back.';
CREATE TRIGGER moved_appointment AFTER INSERT OR UPDATE OF day ON appointment FOR EACH ROW WHEN (NEW.day <> NEW.origin_day) EXECUTE FUNCTION note_moved_appointment();

-- With a plan of its own the day is known when it begins, and one week is opened (see
-- slots_and_care).
CREATE FUNCTION appointment_as_it_is(of_practice text, of_origin_day date, of_key text) RETURNS SETOF appointment LANGUAGE plpgsql STABLE ROWS 1 AS $$
BEGIN
    RETURN QUERY SELECT a.* FROM appointment a WHERE a.practice = of_practice AND a.origin_day = of_origin_day AND a.key = of_key;
END $$;
COMMENT ON FUNCTION appointment_as_it_is IS 'An appointment in its current version; no row if there is none.';
