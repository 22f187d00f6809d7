-- Part of book.sql and book_all.sql: the first version of each appointment in recorded.
appointments AS (
    INSERT INTO appointment (practice, origin_day, key, origin_ordinal, version, state, patient, day, ordinals, starts_at, ends_at, description, comment, caller, booked_by, booked_at, updated_at, version_request, version_operation, noted_version)
    SELECT practice, day, key, origin_ordinal, 1, 'BOOKED', patient, day, ordinals, starts_at, ends_at, description, comment, caller, caller, now, now, request_id, 'book', 1 FROM recorded
)
