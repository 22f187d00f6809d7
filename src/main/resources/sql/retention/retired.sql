-- Says that all tables of a week are gone.   ? now timestamptz   ? part text   ? week date
UPDATE retired_week SET retired_at = ? WHERE part = ? AND week = ?
