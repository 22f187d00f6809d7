-- Whether the server that answers takes writes, and which history of the database it continues:
-- each promotion of a standby begins one with a higher number.
SELECT pg_is_in_recovery() AS is_standby,
       CASE WHEN pg_is_in_recovery() THEN 0 ELSE ('x' || left(pg_walfile_name(pg_current_wal_insert_lsn()), 8))::bit(32)::integer END AS timeline
