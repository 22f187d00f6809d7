-- Slotkeeper's system of record. Every primary key and unique index contains the practice: practices share nothing, and the tables can be distributed by it.
-- Where a key begins with what tells rows apart at once, it is because each comparison on the way down its index costs.
-- Tables that grow by the day are partitioned by day, a week to a partition, so that old weeks can be detached whole.

CREATE TABLE practice (
    practice          text COLLATE "C" PRIMARY KEY,
    name              text NOT NULL,
    postcode          text NOT NULL,
    list_size         integer NOT NULL CHECK (list_size >= 0),
    online_booking    boolean NOT NULL DEFAULT true,
    furthest_ahead_s  integer NOT NULL,
    notice_s          integer NOT NULL CHECK (notice_s >= 0),
    cancel_notice_s   integer NOT NULL CHECK (cancel_notice_s >= 0),
    appointments_max  smallint NOT NULL CHECK (appointments_max BETWEEN 1 AND 100),
    layout_version    integer NOT NULL DEFAULT 0,
    updated_at        timestamptz NOT NULL,
    CHECK (furthest_ahead_s > notice_s)
);
COMMENT ON TABLE practice IS 'A GP practice and the rules it has set for its own appointments.';
COMMENT ON COLUMN practice.layout_version IS 'Grows by one with each change the practice publishes; taken under the row lock, so that publishing is in line, practice by practice.';

CREATE TABLE care (
    practice      text COLLATE "C" NOT NULL,
    care          integer NOT NULL,
    clinician     text NOT NULL,
    role          text NOT NULL,
    channel       text NOT NULL CHECK (channel IN ('IN_PERSON', 'TELEPHONE', 'VIDEO')),
    service_type  text NOT NULL,
    location      text NOT NULL,
    PRIMARY KEY (practice, care),
    UNIQUE (practice, clinician, role, channel, service_type, location)
);
COMMENT ON TABLE care IS 'What patients are promised beside the time. Rows never change.';

CREATE TABLE session (
    practice      text COLLATE "C" NOT NULL,
    day           date NOT NULL,
    session       text COLLATE "C" NOT NULL,
    starts_at     timestamptz NOT NULL,
    ends_at       timestamptz NOT NULL,
    slot_minutes  smallint NOT NULL,
    capacity      smallint NOT NULL,
    care          integer NOT NULL,
    release       text NOT NULL,
    released_at   timestamptz NOT NULL,
    audience      text NOT NULL,
    withdrawn     boolean NOT NULL DEFAULT false,
    updated_at    timestamptz NOT NULL,
    PRIMARY KEY (practice, day, session)
) PARTITION BY RANGE (day);
COMMENT ON TABLE session IS 'A session as its practice last published it. release and audience are the rule as published; released_at is the instant that follows from it.';

CREATE TABLE session_run (
    practice       text COLLATE "C" NOT NULL,
    day            date NOT NULL,
    first_ordinal  smallint NOT NULL,
    session        text COLLATE "C" NOT NULL,
    slot_count     smallint NOT NULL,
    capacity       smallint NOT NULL,
    starts_at      timestamptz NOT NULL,
    slot_minutes   smallint NOT NULL,
    care           integer NOT NULL,
    PRIMARY KEY (practice, day, first_ordinal)
) PARTITION BY RANGE (day);
COMMENT ON TABLE session_run IS 'Slots of a session that follow each other without a gap. Rows never change and ordinals are never used again, so that no slot moves under its patient.';

CREATE TABLE occupancy (
    practice         text COLLATE "C" NOT NULL,
    day              date NOT NULL,
    ordinal          smallint NOT NULL,
    origin_day       date,
    appointment_key  text COLLATE "C",
    PRIMARY KEY (practice, day, ordinal)
) PARTITION BY RANGE (day);
COMMENT ON TABLE occupancy IS 'A row is there if and only if the seat has an owner: this primary key is the arbiter that keeps two patients out of one seat, whatever state their appointments are in.';
COMMENT ON COLUMN occupancy.appointment_key IS 'The appointment that has the seat; null where the practice has withdrawn it.';

CREATE TABLE appointment (
    practice         text COLLATE "C" NOT NULL,
    origin_day       date NOT NULL,
    key              text COLLATE "C" NOT NULL,
    origin_ordinal   smallint NOT NULL,
    version          integer NOT NULL,
    state            text NOT NULL CHECK (state IN ('BOOKED', 'CANCELLED', 'ARRIVED', 'FULFILLED', 'NO_SHOW')),
    patient          bigint NOT NULL,
    day              date NOT NULL,
    ordinals         smallint[] NOT NULL,
    starts_at        timestamptz NOT NULL,
    ends_at          timestamptz NOT NULL,
    description      text CHECK (length(description) <= 100),
    comment          text CHECK (length(comment) <= 500),
    cancel_reason    text,
    caller           text NOT NULL,
    booked_by        text NOT NULL,
    booked_at        timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL,
    PRIMARY KEY (key, practice, origin_day),
    CHECK ((state = 'CANCELLED') = (cancel_reason IS NOT NULL))
) PARTITION BY RANGE (origin_day);
CREATE INDEX appointment_patient ON appointment (patient);
COMMENT ON TABLE appointment IS 'Appointments in their current version. origin_day and origin_ordinal are part of the public id and stay when the appointment moves; day and ordinals say where it is.';
COMMENT ON COLUMN appointment.caller IS 'Who made this version: the key of the caller.';
COMMENT ON COLUMN appointment.booked_by IS 'Who made the first version. Another organisation may see what it has booked itself, and nothing else.';

CREATE TABLE appointment_version (
    LIKE appointment INCLUDING CONSTRAINTS,
    PRIMARY KEY (key, practice, origin_day, version)
) PARTITION BY RANGE (origin_day);
COMMENT ON TABLE appointment_version IS 'Versions of appointments that have been followed by another one.';

CREATE TABLE diary (
    practice          text COLLATE "C" NOT NULL,
    patient           bigint NOT NULL,
    starts            timestamptz[] NOT NULL,
    ends              timestamptz[] NOT NULL,
    appointments_max  smallint NOT NULL,
    written_at        timestamptz NOT NULL,
    PRIMARY KEY (practice, patient)
) WITH (fillfactor = 70);
COMMENT ON TABLE diary IS 'The times of a patient''s live appointments at a practice, in one row whose lock makes the limit and the no-overlap rule hold under concurrency. Times that have passed are dropped when the row is next written.';
COMMENT ON COLUMN diary.appointments_max IS 'The practice''s limit as the last writer knew it: the upsert that enforces it can see nothing but this row and the one proposed.';
COMMENT ON COLUMN diary.written_at IS 'The instant by which the last writer told past from future.';

CREATE TABLE request (
    practice         text COLLATE "C" NOT NULL,
    key              uuid NOT NULL,
    fingerprint      bigint NOT NULL,
    origin_day       date NOT NULL,
    appointment_key  text COLLATE "C" NOT NULL,
    version          integer NOT NULL,
    requested_at     timestamptz NOT NULL,
    PRIMARY KEY (key, practice)
);
COMMENT ON TABLE request IS 'Request ids that the ledger has met, claimed in the statement of their effect. The answer is the appointment in that version, unless the request has a row in refusal.';

CREATE TABLE refusal (
    practice  text COLLATE "C" NOT NULL,
    key       uuid NOT NULL,
    refusal   text NOT NULL,
    PRIMARY KEY (key, practice)
);
COMMENT ON TABLE refusal IS 'Requests that the ledger refused, and why: a refusal that was given is never followed by an effect under the same id.';

CREATE TABLE outbox (
    id           bigint GENERATED BY DEFAULT AS IDENTITY,
    practice     text COLLATE "C" NOT NULL,
    day          date NOT NULL,
    ordinals     smallint[] NOT NULL,
    occupied     boolean NOT NULL,
    claim_key    text COLLATE "C" NOT NULL,
    patient      bigint,
    starts_at    timestamptz,
    ends_at      timestamptz,
    recorded_at  timestamptz NOT NULL,
    PRIMARY KEY (id, practice, occupied)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000);
COMMENT ON TABLE outbox IS 'Committed changes of seats that the inventory may not have heard of yet. Rows live for moments, hence the eager vacuum.';
COMMENT ON COLUMN outbox.id IS 'Drawn after the change, it is the version of the seats: for one seat it only grows. A move gives seats back and takes others under one id.';

CREATE TABLE audit (
    id           bigint GENERATED ALWAYS AS IDENTITY,
    at           timestamptz NOT NULL,
    practice     text COLLATE "C" NOT NULL,
    caller       text NOT NULL,
    operation    text NOT NULL,
    outcome      text NOT NULL,
    appointment  text,
    request_id   uuid NOT NULL
) PARTITION BY RANGE (at);
COMMENT ON TABLE audit IS 'Who did or saw what, when, and what came of it. Rows are only ever added; those of a change are committed with it.';

CREATE TABLE inventory_epoch (
    only_row  boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    epoch     integer NOT NULL
);
INSERT INTO inventory_epoch (epoch) VALUES (1);
COMMENT ON TABLE inventory_epoch IS 'Which life of the inventory is current. A practice whose inventory is of an older epoch is refilled before it answers.';

CREATE FUNCTION make_partitions(first_day date, last_day date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    week date := date_trunc('week', first_day)::date;
    parent text;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('make_partitions'));
    WHILE week <= last_day LOOP
        FOREACH parent IN ARRAY ARRAY['session', 'session_run', 'occupancy', 'appointment', 'appointment_version', 'audit'] LOOP
            IF to_regclass(parent || '_' || to_char(week, 'YYYYMMDD')) IS NULL THEN
                EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)', parent || '_' || to_char(week, 'YYYYMMDD'), parent, week, week + 7);
            END IF;
        END LOOP;
        week := week + 7;
    END LOOP;
END $$;
COMMENT ON FUNCTION make_partitions IS 'Makes the missing weeks from the first day to the last. Safe to repeat and to run from several processes at once.';

CREATE FUNCTION lost_race() RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a seat was lost to a concurrent statement' USING ERRCODE = 'SK001';
END $$;
COMMENT ON FUNCTION lost_race IS 'Undoes a batch whose seats were taken while it ran; run again, it sees who has them.';

CREATE FUNCTION slots_and_care(of_practice text, on_day date, seats smallint[])
RETURNS TABLE (slots smallint[], clinician text, role text, channel text, service_type text, location text) LANGUAGE sql STABLE AS $$
    SELECT of_seats.slots, care.clinician, care.role, care.channel, care.service_type, care.location
    FROM (
        SELECT array_agg((run.first_ordinal + (seat.ordinal - run.first_ordinal) / run.capacity * run.capacity)::smallint ORDER BY seat.nth) AS slots, (array_agg(run.care ORDER BY seat.nth))[1] AS care
        FROM unnest(seats) WITH ORDINALITY AS seat (ordinal, nth)
        CROSS JOIN LATERAL (
            SELECT r.first_ordinal, r.capacity, r.care FROM session_run r
            WHERE r.practice = of_practice AND r.day = on_day AND r.first_ordinal <= seat.ordinal ORDER BY r.first_ordinal DESC LIMIT 1
        ) AS run
    ) AS of_seats
    JOIN care ON care.practice = of_practice AND care.care = of_seats.care
$$;
COMMENT ON FUNCTION slots_and_care IS 'The slots that some seats of one day belong to, in the order of the seats, and the care promised in the first: known from the runs, which never change.';
