-- Lives of the inventory are told apart by the store itself; what engines must agree on is only when bookings go past it.

DROP TABLE inventory_epoch;

CREATE TABLE inventory_bypass (
    only_row         boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    announced_until  timestamptz NOT NULL
);
INSERT INTO inventory_bypass (announced_until) VALUES ('-infinity');
COMMENT ON TABLE inventory_bypass IS 'Until when engines that have lost the inventory may book past it. Other engines take the inventory''s word for a refusal only while they know that nobody does.';

ALTER TABLE request ALTER COLUMN requested_at SET DEFAULT now();
COMMENT ON COLUMN request.requested_at IS 'When the ledger met it, by the clock of the database.';

-- Of a practice that was there before this column nobody knows whether it has been in an inventory: it may have been.
ALTER TABLE practice ADD COLUMN inventory_filled boolean NOT NULL DEFAULT true;
ALTER TABLE practice ALTER COLUMN inventory_filled SET DEFAULT false;
COMMENT ON COLUMN practice.inventory_filled IS 'Whether the practice has ever been read to fill an inventory. Before that no inventory can have forgotten an answer.';

COMMENT ON TABLE diary IS 'The times of a patient''s live appointments at a practice, in one row whose lock makes the limit and the no-overlap rule hold under concurrency. Times that passed a day ago are dropped when the row is next written: clocks that differ by less do no harm.';

-- A new partition needs a lock that every booking would queue behind: it is waited for briefly, and tried again another time.
ALTER FUNCTION make_partitions SET lock_timeout = '2s';

-- A reading of the ledger says in its snapshot which transactions it has seen, so that it can be told of each piece of news whether the reading knew of it. Rows that are there already were committed before any such reading.
ALTER TABLE outbox ADD COLUMN transaction_id bigint NOT NULL DEFAULT pg_current_xact_id()::text::bigint;
COMMENT ON COLUMN outbox.transaction_id IS 'The transaction that wrote it. Transactions are not committed in the order of their numbers: for the order of news there is the id.';
