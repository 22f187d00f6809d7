-- Strikes out news that has been told.   $1 practice text[]   $2 id bigint[]
DELETE FROM outbox n USING unnest($1::text[], $2::bigint[]) AS told (practice, id)
WHERE n.practice = told.practice AND n.id = told.id
