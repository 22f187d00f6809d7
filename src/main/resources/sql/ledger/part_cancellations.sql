-- Part of cancel.sql and cancel_all.sql: wanted, one row for each cancellation of the batch.
-- Parameters: see cancel.sql.
WITH wanted AS MATERIALIZED (
    SELECT nth::integer, practice, request_key, fingerprint, origin_day, id, right(id, 26) AS key, origin_ordinal, seen_version, reason, caller, request_id, now
    FROM unnest($1::text[], $2::uuid[], $3::bigint[], $4::date[], $5::text[], $6::smallint[], $7::integer[], $8::text[], $9::text[], $10::uuid[], $11::timestamptz[])
         WITH ORDINALITY AS batch (practice, request_key, fingerprint, origin_day, id, origin_ordinal, seen_version, reason, caller, request_id, now, nth)
),
