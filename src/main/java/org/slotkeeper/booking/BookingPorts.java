package org.slotkeeper.booking;

import org.slotkeeper.booking.spi.AppointmentLedger;
import org.slotkeeper.booking.spi.Degradation;
import org.slotkeeper.booking.spi.PracticeBooks;
import org.slotkeeper.booking.spi.SeatDesk;
import org.slotkeeper.booking.spi.SlotInventory;
import org.slotkeeper.booking.spi.TimeLimit;

/** What the use cases of booking need of the outside world. */
public record BookingPorts(
        PracticeBooks books,
        SlotInventory inventory,
        AppointmentLedger ledger,
        SeatDesk desk,
        Degradation degradation,
        TimeLimit timeLimit) {}
