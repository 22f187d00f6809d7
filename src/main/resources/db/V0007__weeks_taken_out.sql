-- Weeks that are over are taken out of the ledger whole: detached, archived to files, dropped. Which ones, and how far each is, stands here, so that a run that was ended goes on where it was, and a reader of an appointment
-- that was in one is told so.

CREATE TABLE retired_week (
    part        text NOT NULL CHECK (part IN ('APPOINTMENTS', 'AUDIT')),
    week        date NOT NULL,
    decided_at  timestamptz NOT NULL,
    archive     text,
    retired_at  timestamptz,
    PRIMARY KEY (part, week)
);
COMMENT ON TABLE retired_week IS 'Weeks, by their Monday, that are taken out of the ledger or have been. A row is written when nothing of the week can change any more; there is no way back from it but that of the archive.';
COMMENT ON COLUMN retired_week.archive IS 'The directory, in that of the archives, which has the week whole; null until it has been read back.';
COMMENT ON COLUMN retired_week.retired_at IS 'When the last table of the week was dropped; null before that.';

CREATE FUNCTION refuse_change_of_retired_week() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the week of % is being taken out of the ledger', TG_TABLE_NAME USING ERRCODE = 'SK002';
END $$;
COMMENT ON FUNCTION refuse_change_of_retired_week IS 'Keeps a week as it was counted while it is taken out: a trigger of its tables, for it keeps no reader waiting.';
