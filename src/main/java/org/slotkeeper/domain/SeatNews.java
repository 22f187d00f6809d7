package org.slotkeeper.domain;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A committed change of some seats of one practice-day.
 *
 * @param version grows with every change of a seat: news with a lower one than the inventory has seen for the seat is out of date
 * @param occupied whether the seats now have an owner in the ledger (an appointment, or the practice that withdrew them)
 * @param claimKey the key of the claim that led to it, which ends with it; empty if there was none
 * @param patient whose diary gains or loses the time; empty for withdrawn seats
 */
public record SeatNews(
        OdsCode practice,
        LocalDate day,
        List<Integer> ordinals,
        long version,
        boolean occupied,
        String claimKey,
        Optional<PatientTime> patient) {

    public record PatientTime(NhsNumber patient, Interval time) {}

    public SeatNews {
        ordinals = List.copyOf(ordinals);
    }
}
