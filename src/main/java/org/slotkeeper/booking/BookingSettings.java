package org.slotkeeper.booking;

import java.time.Duration;

/**
 * The limits that the operator sets for all practices.
 *
 * @param holdTimeToLive how long a hold lasts
 * @param confirmLease how long a confirm may be in flight before its seats are looked into; longer than any request's deadline
 * @param slotsPerAppointmentMax how many adjacent slots one appointment may have
 * @param directBookingsMax how many bookings may go straight to the ledger at once while the inventory is away
 */
public record BookingSettings(
        Duration holdTimeToLive, Duration confirmLease, int slotsPerAppointmentMax, int directBookingsMax) {

    public BookingSettings {
        require(holdTimeToLive.compareTo(Duration.ofSeconds(1)) >= 0, "booking.holdTimeToLive must be at least PT1S");
        require(holdTimeToLive.compareTo(Duration.ofMinutes(30)) <= 0, "booking.holdTimeToLive must be at most PT30M");
        require(confirmLease.compareTo(Duration.ofSeconds(10)) >= 0, "booking.confirmLease must be at least PT10S");
        require(
                slotsPerAppointmentMax >= 1 && slotsPerAppointmentMax <= 12,
                "booking.slotsPerAppointmentMax must be 1 to 12");
        require(directBookingsMax >= 0, "booking.directBookingsMax must not be negative");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
