-- Part of missing_seats.sql and missing_effects.sql: page, the next rows of a table in the order of
-- their keys, with whether each is the last of them and how many they are. Parameters: see there.
--   table, columns   what is paged, and what is read of it
WITH page AS MATERIALIZED (
    SELECT ${columns},
           row_number() OVER (ORDER BY key DESC, practice DESC) = 1 AS is_last, count(*) OVER () AS met
    FROM (
        SELECT ${columns} FROM ${table}
        WHERE (key, practice) > ($1, $2) AND ($3::text IS NULL OR practice = $3)
        ORDER BY key, practice LIMIT $5
    ) AS next
),
