-- Part of cancel.sql, amend.sql and move.sql: the version that is followed by another one goes to
-- the history, for each appointment in recorded.
followed AS (
    INSERT INTO appointment_version (practice, origin_day, key, origin_ordinal, version, state, patient, day, ordinals, starts_at, ends_at, description, comment, cancel_reason, caller, booked_by, booked_at, updated_at, version_request, version_operation, noted_version)
    SELECT practice, origin_day, key, origin_ordinal, version, state, patient, day, ordinals, starts_at, ends_at, description, comment, cancel_reason, caller, booked_by, booked_at, updated_at, version_request, version_operation, noted_version FROM recorded
),
