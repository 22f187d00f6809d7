-- Forgets the diaries in some pages of their table in which all times have passed for long. One
-- that somebody writes to is left. Who cancels or moves an appointment needs its diary: there is
-- none before the limit.
--   ? first page   ? last page   ? limit timestamptz, twice
DELETE FROM diary
WHERE ctid = ANY (ARRAY(
    SELECT d.ctid FROM diary d
    WHERE d.ctid >= format('(%s,0)', ?::bigint)::tid AND d.ctid < format('(%s,0)', ?::bigint)::tid
          AND d.written_at < ? AND NOT EXISTS (SELECT FROM unnest(d.ends) AS t (e) WHERE e >= ?)
    FOR UPDATE SKIP LOCKED))
