package org.slotkeeper.domain;

import java.time.Instant;
import java.util.List;

/** A live hold as the inventory knows it. Whose it is can only be asked, not read. */
public record HeldSeats(
        AppointmentId id, List<Integer> ordinals, Instant expiresAt, boolean isConfirmInFlight, PatientMark patient) {

    public HeldSeats {
        ordinals = List.copyOf(ordinals);
    }

    /** A keyed hash in place of a patient. Equal marks of one inventory are the same patient. */
    public record PatientMark(String value) {}
}
