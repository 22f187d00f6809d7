package org.slotkeeper.statistics;

import org.slotkeeper.statistics.spi.AppointmentCounts;

/** The model keeps the contract. */
final class InMemoryAppointmentCountsTest implements AppointmentCountsContract {

    private final InMemoryAppointmentCounts counts = new InMemoryAppointmentCounts();

    @Override
    public AppointmentCounts counts() {
        return counts;
    }
}
