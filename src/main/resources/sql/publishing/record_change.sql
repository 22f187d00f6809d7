-- Records a change of a practice's book as its next version, if the version it was made for is
-- still current; no row comes back otherwise. Raises SK001 if a seat to be withdrawn has an owner
-- by now, or if the request has been met meanwhile.
--   $1 practice text   $2 seen version integer   $3 now timestamptz
--   cares, numbered from 1 in their order:      $4 clinician text[]   $5 role text[]
--                                               $6 channel text[]   $7 service_type text[]
--                                               $8 location text[]
--   sessions that are new or changed:           $9 day date[]   $10 session text[]
--                                               $11 starts_at timestamptz[]
--                                               $12 ends_at timestamptz[]
--                                               $13 slot_minutes smallint[]
--                                               $14 capacity smallint[]
--                                               $15 number of the care integer[]
--                                               $16 release text[]   $17 released_at timestamptz[]
--                                               $18 audience text[]   $19 withdrawn boolean[]
--   runs of new slots:                          $20 day date[]   $21 first_ordinal smallint[]
--                                               $22 session text[]   $23 slot_count smallint[]
--                                               $24 capacity smallint[]
--                                               $25 starts_at timestamptz[]
--                                               $26 slot_minutes smallint[]
--                                               $27 number of the care integer[]
--   seats to withdraw:                          $28 day date[]   $29 ordinal smallint[]
--   for the audit trail:                        $30 caller text   $31 request_id uuid
--   why sessions may overlap others, or null:   $32 overlap_reason text[]
--   what is kept of the request, or null:       $36 operation text   $37 fingerprint bigint
--                                               $38 answer text
--                                               $39 answers before that are forgotten timestamptz
--   retired places, 0 where none is any more:   $33 day date[]   $34 first_ordinal smallint[]
--                                               $35 places smallint[]
-- The update comes first and keeps the practice's row locked: cares and ordinals that this
-- statement sees cannot be added to by anybody else.
WITH version AS (
    UPDATE practice SET layout_version = layout_version + 1, updated_at = $3
    WHERE practice = $1 AND layout_version = $2
    RETURNING layout_version
), care_wanted AS (
    SELECT w.clinician, w.role, w.channel, w.service_type, w.location, w.number
    FROM version, unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
        WITH ORDINALITY AS w (clinician, role, channel, service_type, location, number)
), care_known AS (
    SELECT w.number, c.care
    FROM care_wanted w
    JOIN care c ON c.practice = $1 AND c.clinician = w.clinician AND c.role = w.role AND c.channel = w.channel
        AND c.service_type = w.service_type AND c.location = w.location
), care_added AS (
    INSERT INTO care (practice, care, clinician, role, channel, service_type, location)
    SELECT $1, (SELECT coalesce(max(care), 0) FROM care WHERE practice = $1) + row_number() OVER (ORDER BY w.number),
           w.clinician, w.role, w.channel, w.service_type, w.location
    FROM care_wanted w
    WHERE NOT EXISTS (SELECT FROM care_known k WHERE k.number = w.number)
    RETURNING care, clinician, role, channel, service_type, location
), care_numbered AS (
    SELECT number, care FROM care_known
    UNION ALL
    SELECT w.number, a.care
    FROM care_added a
    JOIN care_wanted w USING (clinician, role, channel, service_type, location)
), session_written AS (
    INSERT INTO session (practice, day, session, starts_at, ends_at, slot_minutes, capacity, care, release, released_at, audience, overlap_reason, withdrawn, updated_at)
    SELECT $1, s.day, s.session, s.starts_at, s.ends_at, s.slot_minutes, s.capacity, n.care, s.release, s.released_at, s.audience, s.overlap_reason, s.withdrawn, $3
    FROM unnest($9::date[], $10::text[], $11::timestamptz[], $12::timestamptz[], $13::smallint[], $14::smallint[], $15::integer[], $16::text[], $17::timestamptz[], $18::text[], $19::boolean[], $32::text[])
        AS s (day, session, starts_at, ends_at, slot_minutes, capacity, number, release, released_at, audience, withdrawn, overlap_reason)
    JOIN care_numbered n ON n.number = s.number
    ON CONFLICT (practice, day, session) DO UPDATE SET
        starts_at = excluded.starts_at, ends_at = excluded.ends_at, slot_minutes = excluded.slot_minutes, capacity = excluded.capacity, care = excluded.care,
        release = excluded.release, released_at = excluded.released_at, audience = excluded.audience, overlap_reason = excluded.overlap_reason, withdrawn = excluded.withdrawn, updated_at = excluded.updated_at
), run_added AS (
    INSERT INTO session_run (practice, day, first_ordinal, session, slot_count, capacity, starts_at, slot_minutes, care)
    SELECT $1, r.day, r.first_ordinal, r.session, r.slot_count, r.capacity, r.starts_at, r.slot_minutes, n.care
    FROM unnest($20::date[], $21::smallint[], $22::text[], $23::smallint[], $24::smallint[], $25::timestamptz[], $26::smallint[], $27::integer[])
        AS r (day, first_ordinal, session, slot_count, capacity, starts_at, slot_minutes, number)
    JOIN care_numbered n ON n.number = r.number
), retired AS (
    INSERT INTO retired_slot (practice, day, first_ordinal, places)
    SELECT $1, r.day, r.first_ordinal, r.places
    FROM version, unnest($33::date[], $34::smallint[], $35::smallint[]) AS r (day, first_ordinal, places)
    WHERE r.places > 0
    ON CONFLICT (practice, day, first_ordinal) DO UPDATE SET places = excluded.places
), not_retired AS (
    DELETE FROM retired_slot known
    USING version, unnest($33::date[], $34::smallint[], $35::smallint[]) AS r (day, first_ordinal, places)
    WHERE known.practice = $1 AND known.day = r.day AND known.first_ordinal = r.first_ordinal AND r.places = 0
),
-- include part_remembered.sql caller = $30; operation = $36; request = $31; fingerprint = $37; answer = $38; before = $39
, seat_withdrawn AS (
    INSERT INTO occupancy (practice, day, ordinal)
    SELECT $1, w.day, w.ordinal
    FROM version, unnest($28::date[], $29::smallint[]) AS w (day, ordinal)
    ORDER BY w.day, w.ordinal
    ON CONFLICT (practice, day, ordinal) DO NOTHING
    RETURNING day, ordinal
), noted AS (
    INSERT INTO audit (at, practice, caller, operation, outcome, request_id)
    SELECT $3, $1, $30, 'PUBLISH', 'version ' || v.layout_version, $31::uuid
    FROM version v
    UNION ALL
    SELECT $3, $1, $30, 'ALLOW_OVERLAP', 'session ' || o.session || ' on ' || o.day || ': ' || o.reason, $31::uuid
    FROM version v, unnest($9::date[], $10::text[], $32::text[]) AS o (day, session, reason)
    WHERE o.reason IS NOT NULL
)
SELECT v.layout_version,
       CASE WHEN (SELECT count(*) FROM seat_withdrawn) < cardinality($29::smallint[]) OR ($36::text IS NOT NULL AND NOT EXISTS (SELECT FROM remembered)) THEN lost_race() END AS lost
FROM version v;
