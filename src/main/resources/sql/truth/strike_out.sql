-- Strikes out news that has been told. A move's two pieces of news have one id: the seat says which is meant, and -1 that of a move which gave no seat back.
-- Nobody waits for the commit to be on disk: news that is there again after a crash is told again, and changes nothing.
--   $1 practice text[]   $2 id bigint[]   $3 day date[]   $4 one of its seats smallint[]
DELETE FROM outbox n USING unnest($1::text[], $2::bigint[], $3::date[], $4::smallint[]) AS told (practice, id, day, ordinal), set_config('synchronous_commit', 'off', true)
WHERE n.id = told.id AND n.practice = told.practice AND n.day = told.day AND (told.ordinal = ANY (n.ordinals) OR (told.ordinal = -1 AND n.ordinals = '{}'))
