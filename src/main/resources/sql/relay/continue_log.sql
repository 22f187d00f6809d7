-- Before the ledger takes writes: see the function.
-- Answers: is_moved, true if the numbers of transactions had begun anew.
SELECT continue_log() AS is_moved
