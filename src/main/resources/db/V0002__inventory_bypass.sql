-- Lives of the inventory are told apart by the store itself; what engines must agree on is only when bookings go past it.

DROP TABLE inventory_epoch;

CREATE TABLE inventory_bypass (
    only_row         boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    announced_until  timestamptz NOT NULL
);
INSERT INTO inventory_bypass (announced_until) VALUES ('-infinity');
COMMENT ON TABLE inventory_bypass IS 'Until when engines that have lost the inventory may book past it. Other engines take the inventory''s word for a refusal only while they know that nobody does.';
