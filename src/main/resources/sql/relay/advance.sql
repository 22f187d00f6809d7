-- Moves a listener on, unless somebody else has.
--   $1 listener text   $2 from bigint   $3 to bigint   $4 now timestamptz
WITH
-- include part_heard.sql
SELECT count(*) AS moved FROM heard
