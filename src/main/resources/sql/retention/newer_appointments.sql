-- What of a week's appointments is newer than a limit: those on a day that is kept, and those that
-- were changed since.
--   %s the week's table   ? first day that is kept date   ? and its begin timestamptz, twice
SELECT count(*) FILTER (WHERE day >= ? OR ends_at > ?) AS on_a_kept_day, count(*) FILTER (WHERE updated_at >= ?) AS changed_since FROM %s
