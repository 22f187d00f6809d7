-- Part of book.sql and book_all.sql: wanted, one row for each booking of the batch. Parameters: see
-- book.sql. generate_subscripts is there for its row estimate, so that the planner hashes.
WITH wanted AS MATERIALIZED (
    SELECT nth, practice, request_key, fingerprint, day, id, right(id, 26) AS key, origin_ordinal, patient, coalesce(ordinals::smallint[], ARRAY[origin_ordinal]) AS ordinals, starts_at, ends_at, appointments_max,
           description, comment, caller, request_id, now
    FROM ROWS FROM (unnest($1::text[]), unnest($2::uuid[]), unnest($3::bigint[]), unnest($4::date[]), unnest($5::text[]), unnest($6::smallint[]), unnest($7::bigint[]), unnest($8::text[]),
                    unnest($9::timestamptz[]), unnest($10::timestamptz[]), unnest($11::smallint[]), unnest($12::text[]), unnest($13::text[]), unnest($14::text[]), unnest($15::uuid[]),
                    unnest($16::timestamptz[]), generate_subscripts($1::text[], 1))
         AS batch (practice, request_key, fingerprint, day, id, origin_ordinal, patient, ordinals, starts_at, ends_at, appointments_max, description, comment, caller, request_id, now, nth)
),
