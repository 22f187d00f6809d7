-- Says that a week is taken out. One that had been before, and was put back, begins anew.
--   ? part text   ? week date   ? now timestamptz
INSERT INTO retired_week (part, week, decided_at) VALUES (?, ?, ?)
ON CONFLICT (part, week) DO UPDATE SET decided_at = excluded.decided_at, archive = NULL, retired_at = NULL WHERE retired_week.retired_at IS NOT NULL
