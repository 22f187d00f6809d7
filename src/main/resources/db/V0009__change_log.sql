-- The requests that the ledger has met are its log of changes too: each change that was recorded has one row, committed with it. Whoever follows the log must never meet anything behind the place where he stands, so that rows
-- are ordered by their transactions, and those that are still under way are waited for: what is in front of the oldest of them is all there. The numbers of transactions begin anew where a ledger is restored from a dump; the
-- base that is added to them then is larger, and nothing is told twice or passed over.

ALTER TABLE request ADD COLUMN log_position bigint;
ALTER TABLE request ALTER COLUMN log_position SET DEFAULT pg_current_xact_id()::text::bigint;
COMMENT ON COLUMN request.log_position IS 'Its place in the log of changes: the number of its transaction, which others of the same batch share. Null in rows from before there was a log.';

CREATE TABLE change_log (
    only_row  boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    base      bigint NOT NULL
);
INSERT INTO change_log (base) VALUES (0);
COMMENT ON TABLE change_log IS 'What is added to the numbers of transactions to make positions of the log.';

CREATE TABLE relay_cursor (
    listener  text COLLATE "C" PRIMARY KEY,
    position  bigint NOT NULL,
    moved_at  timestamptz NOT NULL
);
COMMENT ON TABLE relay_cursor IS 'How far each listener has heard the log of changes.';

CREATE FUNCTION log_end() RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT base + pg_snapshot_xmin(pg_current_snapshot())::text::bigint FROM change_log
$$;
COMMENT ON FUNCTION log_end IS 'The position before which nothing can appear in the log any more.';

CREATE FUNCTION continue_log() RETURNS boolean LANGUAGE plpgsql SET lock_timeout = '2s' AS $$
DECLARE
    newest bigint;
    next_here bigint;
BEGIN
    PERFORM FROM change_log FOR UPDATE;
    SELECT greatest((SELECT max(log_position) FROM request), (SELECT max(position) FROM relay_cursor)), base + pg_snapshot_xmax(pg_current_snapshot())::text::bigint
    INTO newest, next_here FROM change_log;
    IF newest IS NULL OR newest < next_here THEN
        RETURN false;
    END IF;
    UPDATE change_log SET base = base + newest - next_here + 1;
    EXECUTE format('ALTER TABLE request ALTER COLUMN log_position SET DEFAULT pg_current_xact_id()::text::bigint + %s', (SELECT base FROM change_log));
    RETURN true;
END $$;
COMMENT ON FUNCTION continue_log IS 'Called before a ledger takes writes: if its numbers of transactions are lower than they were, because it was restored from a dump, positions go on after the last one. True if that was so.';

CREATE TABLE appointment_count (
    practice   text COLLATE "C" NOT NULL,
    day        date NOT NULL,
    channel    text COLLATE "C" NOT NULL,
    hour       smallint NOT NULL CHECK (hour BETWEEN 0 AND 23),
    booked     integer NOT NULL,
    cancelled  integer NOT NULL,
    moved      integer NOT NULL,
    PRIMARY KEY (practice, day, channel, hour)
);
COMMENT ON TABLE appointment_count IS 'How many appointments of an hour were booked, or moved to it, and how many of them were cancelled or moved away: counted from the log of changes. It names no patient.';
