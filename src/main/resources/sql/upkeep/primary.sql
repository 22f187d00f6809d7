-- Whether the server that answers takes writes, and which history of the database it continues:
-- each promotion of a standby begins one with a higher number. And whether it answers from the
-- session that was begun for us, which has the setting that we asked for.
SELECT pg_is_in_recovery() AS is_standby,
       CASE WHEN pg_is_in_recovery() THEN 0 ELSE ('x' || left(pg_walfile_name(pg_current_wal_insert_lsn()), 8))::bit(32)::integer END AS timeline,
       current_setting('slotkeeper.session', true) IS NOT DISTINCT FROM 'own' AS is_own_session
