-- Part of cancel.sql and cancel_all.sql: the next version of each appointment in recorded.
changed AS (
    UPDATE appointment a
    SET version = r.version + 1, state = 'CANCELLED', cancel_reason = r.reason, caller = r.changed_by, updated_at = r.now,
        version_request = r.changed_under, version_operation = 'cancel', noted_version = r.version + 1
    FROM recorded r WHERE a.practice = r.practice AND a.origin_day = r.origin_day AND a.key = r.key AND a.origin_day BETWEEN DATE '-infinity' AND DATE 'infinity'
)
