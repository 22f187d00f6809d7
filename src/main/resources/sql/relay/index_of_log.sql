-- Whether the log can be read in its order: the index for that is made beside whoever books.
-- Answers: is_there, is_usable, and is_being_made by somebody.
SELECT to_regclass('request_log') IS NOT NULL AS is_there,
       coalesce((SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass('request_log')), false) AS is_usable,
       EXISTS (SELECT FROM pg_stat_progress_create_index WHERE relid = to_regclass('request')) AS is_being_made
