package org.slotkeeper.booking;

import java.time.Duration;

/**
 * The limits that the operator sets for all practices.
 *
 * @param holdTimeToLive how long a hold lasts
 * @param confirmLease how long a confirm may be in flight before its seats are looked into; longer
 * than any request's deadline
 * @param slotsPerAppointmentMax how many adjacent slots one appointment may have
 */
public record BookingSettings(Duration holdTimeToLive, Duration confirmLease, int slotsPerAppointmentMax) {

    public BookingSettings {
        require(holdTimeToLive.compareTo(Duration.ofSeconds(1)) >= 0, "booking.holdTimeToLive must be at least PT1S");
        require(holdTimeToLive.compareTo(Duration.ofMinutes(30)) <= 0, "booking.holdTimeToLive must be at most PT30M");
        require(confirmLease.compareTo(Duration.ofSeconds(10)) >= 0, "booking.confirmLease must be at least PT10S");
        require(
                slotsPerAppointmentMax >= 1 && slotsPerAppointmentMax <= 12,
                "booking.slotsPerAppointmentMax must be 1 to 12");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
