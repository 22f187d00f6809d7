-- Makes the index of the log in nobody's way: it waits for all transactions that began before it.
CREATE INDEX CONCURRENTLY IF NOT EXISTS request_log ON request (log_position) WHERE log_position IS NOT NULL
