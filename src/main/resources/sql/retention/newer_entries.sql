-- Entries of an audit trail's week that are newer than a limit.
--   %s the week's table   ? begin of the first day that is kept timestamptz
SELECT count(*) AS newer FROM %s WHERE at >= ?
