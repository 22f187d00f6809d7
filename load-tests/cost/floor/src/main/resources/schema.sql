CREATE TABLE IF NOT EXISTS appointment (
    practice     text COLLATE "C" NOT NULL,
    day          date NOT NULL,
    ordinal      smallint NOT NULL,
    id           uuid NOT NULL UNIQUE,
    patient      bigint NOT NULL,
    description  text,
    booked_at    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (practice, day, ordinal)
)
