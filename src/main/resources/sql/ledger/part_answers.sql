-- Part of other statements: what is answered to each of wanted, from recorded, refused and met, and
-- a row in the audit trail for each that recorded nothing: a new version of an appointment says by
-- itself how it came to be. It is the end of its statement.
--   caller      the column of wanted that names the caller
--   operation   as the audit trail calls it
told AS MATERIALIZED (
    SELECT nth, refusal AS word FROM refused
    UNION ALL SELECT nth, word FROM met
),
noted AS (
    INSERT INTO audit (at, practice, caller, operation, outcome, appointment, request_id)
    SELECT now, practice, ${caller}, ${operation}, split_part(word, ' ', 1), id, request_id FROM told JOIN wanted USING (nth)
)
SELECT nth, 'RECORDED' AS word FROM recorded
UNION ALL SELECT nth, word FROM told
