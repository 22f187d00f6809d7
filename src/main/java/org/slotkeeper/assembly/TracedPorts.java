package org.slotkeeper.assembly;

import org.slotkeeper.booking.BookingPorts;
import org.slotkeeper.tracing.Span;

/**
 * The ports as one request asks them. Made only for a request that is looked at: all others ask
 * the ports themselves.
 */
final class TracedPorts {

    private TracedPorts() {}

    static BookingPorts of(BookingPorts ports, Span request) {
        TracedCalls traced = new TracedCalls(request);
        return new BookingPorts(
                ports.books(),
                new TracedInventory(ports.inventory(), traced),
                new TracedLedger(ports.ledger(), traced),
                ports.desk(),
                ports.degradation(),
                ports.timeLimit());
    }
}
