-- Says that bookings may go past the inventory from now on, by the clock of the database: it is one for all engines.   $1 for how many milliseconds bigint
UPDATE inventory_bypass SET announced_until = greatest(announced_until, clock_timestamp() + $1 * interval '1 millisecond')
