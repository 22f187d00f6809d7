-- Takes away what is left of an index whose making was ended.
DROP INDEX CONCURRENTLY IF EXISTS request_log
