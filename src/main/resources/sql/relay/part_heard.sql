-- Part of other statements: heard, one row if the listener was where it is said to have been, and
-- none if somebody else has moved it on.
--   $1 listener text   $2 from bigint   $3 to bigint   $4 now timestamptz
heard AS (
    INSERT INTO relay_cursor AS c (listener, position, moved_at) VALUES ($1::text, $3::bigint, $4::timestamptz)
    ON CONFLICT (listener) DO UPDATE SET position = excluded.position, moved_at = excluded.moved_at WHERE c.position = $2::bigint
    RETURNING 1
)
