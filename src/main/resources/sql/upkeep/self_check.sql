-- What the database must be like before it is trusted with bookings: how commits are kept, and
-- whether the arbiter over the seats stands. Without special rights one may know that there are
-- standbys, but not which of them are waited for: hence the setting.
-- Answers: one row with the settings, has_arbiter, and whether there is a standby that may be
-- behind.
SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS synchronous_commit, current_setting('full_page_writes') AS full_page_writes,
       EXISTS (
           SELECT FROM pg_index
           WHERE indrelid = to_regclass('occupancy') AND indisunique AND indisvalid AND indpred IS NULL AND indexprs IS NULL
                 AND (SELECT array_agg(attname::text ORDER BY attname) FROM pg_attribute WHERE attrelid = indrelid AND attnum = ANY (indkey)) = ARRAY['day', 'ordinal', 'practice']
       ) AS has_arbiter,
       EXISTS (SELECT FROM pg_stat_replication) AND current_setting('synchronous_standby_names') = '' AS has_lagging_standby
