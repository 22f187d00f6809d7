-- Practices with their rules.   $1 how many int
INSERT INTO practice (practice, name, postcode, list_size, online_booking, furthest_ahead_s, notice_s, cancel_notice_s, appointments_max, layout_version, updated_at)
SELECT 'ZB' || lpad(n::text, 4, '0'), 'BENCH SURGERY ' || n, 'ZZ1 1ZZ', 10000, true, 42 * 86400, 0, 0, 20, 1, now()
FROM generate_series(0, $1 - 1) AS n
