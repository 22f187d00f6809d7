-- The tables of weeks, attached or not, and whether changes of them are refused.
--   ? tables text[]
-- Answers: table_name, week, is_attached, is_pending (a detaching was ended before it was done),
-- is_frozen, bytes.
SELECT left(c.relname, -9) AS table_name, to_date(right(c.relname, 8), 'YYYYMMDD') AS week,
       i.inhrelid IS NOT NULL AND NOT i.inhdetachpending AS is_attached, coalesce(i.inhdetachpending, false) AS is_pending,
       EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname = 'retiring' AND t.tgenabled <> 'D') AS is_frozen,
       pg_total_relation_size(c.oid) AS bytes
FROM pg_class c
LEFT JOIN pg_inherits i ON i.inhrelid = c.oid
WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND c.relname ~ '_[0-9]{8}$' AND left(c.relname, -9) = ANY (?)
ORDER BY week, table_name
