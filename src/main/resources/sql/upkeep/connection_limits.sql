-- How many connections one may have here at the same time: those that the server takes beside the
-- ones that it keeps for superusers, those of this role and those of this database; -1 is without
-- a limit. Superusers are held to the server's number only.
SELECT current_setting('max_connections')::integer
           - CASE WHEN role.rolsuper THEN 0
                  ELSE current_setting('superuser_reserved_connections')::integer + coalesce(current_setting('reserved_connections', true), '0')::integer
             END AS of_server,
       CASE WHEN role.rolsuper THEN -1 ELSE role.rolconnlimit END AS of_role,
       CASE WHEN role.rolsuper THEN -1 ELSE database.datconnlimit END AS of_database
FROM pg_roles AS role, pg_database AS database
WHERE role.rolname = session_user AND database.datname = current_database()
