-- Part of cancel.sql and cancel_all.sql: locked, those of fresh that are to be cancelled.
locked AS MATERIALIZED (
    SELECT fresh.nth, fresh.reason, fresh.caller AS changed_by, fresh.request_id AS changed_under, fresh.now, a.*
    -- include part_as_seen.sql
),
