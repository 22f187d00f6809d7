-- How many pages a table has.   ? table text
SELECT pg_relation_size(?::regclass) / current_setting('block_size')::bigint AS pages
