-- Whether bookings may go past the inventory, or might have within some time, by the clock of the database as it was announced.   $1 milliseconds bigint
SELECT clock_timestamp() < announced_until + $1 * interval '1 millisecond' AS is_announced FROM inventory_bypass
