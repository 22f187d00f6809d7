-- What a practice takes out of its book while somebody has it stays with whoever has it, and is not offered again when it comes free.

CREATE TABLE retired_slot (
    practice       text COLLATE "C" NOT NULL,
    day            date NOT NULL,
    first_ordinal  smallint NOT NULL,
    places         smallint NOT NULL CHECK (places > 0),
    PRIMARY KEY (practice, day, first_ordinal)
);
COMMENT ON TABLE retired_slot IS 'Slots with places that their practice no longer wants while somebody has them. Few, and written only by a new version of the practice''s book: an engine that has the version has them.';
COMMENT ON COLUMN retired_slot.places IS 'One of the slot''s places can be had only while more of them than these have no owner.';

-- Slots that were kept against their practice's wish before there was this table: they are not as their session says it is. Days that are over by the clock of the database are left out: nobody can have them any more.
INSERT INTO retired_slot (practice, day, first_ordinal, places)
SELECT kept.practice, kept.day, kept.first_ordinal, kept.places
FROM (
    SELECT r.practice, r.day, r.first_ordinal + number * r.capacity AS first_ordinal,
           r.capacity - (SELECT count(*) FROM occupancy o
                         WHERE o.practice = r.practice AND o.day = r.day AND o.appointment_key IS NULL
                           AND o.ordinal >= r.first_ordinal + number * r.capacity AND o.ordinal < r.first_ordinal + (number + 1) * r.capacity) AS places
    FROM session_run r
    JOIN session s ON s.practice = r.practice AND s.day = r.day AND s.session = r.session
    CROSS JOIN LATERAL generate_series(0, r.slot_count - 1) AS number
    CROSS JOIN LATERAL (SELECT r.starts_at + number * r.slot_minutes * interval '1 minute' AS starts_at) AS slot
    WHERE r.day >= current_date - 1
      AND (s.withdrawn OR r.care <> s.care OR r.slot_minutes <> s.slot_minutes OR slot.starts_at < s.starts_at OR slot.starts_at + r.slot_minutes * interval '1 minute' > s.ends_at
           OR mod(extract(epoch FROM slot.starts_at - s.starts_at)::bigint, s.slot_minutes * 60) <> 0)
) AS kept
WHERE kept.places > 0;

ALTER TABLE session ADD COLUMN overlap_reason text;
COMMENT ON COLUMN session.overlap_reason IS 'Why its clinician may have another session at the same time; null where that must not be.';
