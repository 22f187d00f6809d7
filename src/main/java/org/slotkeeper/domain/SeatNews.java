package org.slotkeeper.domain;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A committed change of some seats of one practice-day.
 *
 * @param ordinals none if a move gave no seat back: then it is news of the patient's time alone
 * @param version grows with every change of a seat: news with a lower one than the inventory has seen for the seat is out of date
 * @param transaction of the ledger that committed it; many changes may share one, and the order of their numbers says nothing
 * @param occupied whether the seats now have an owner in the ledger (an appointment, or the practice that withdrew them)
 * @param claimKey the key of the claim that led to it, which ends with it; empty if there was none
 * @param patient whose diary gains or loses the time; empty for withdrawn seats
 */
public record SeatNews(
        OdsCode practice,
        LocalDate day,
        List<Integer> ordinals,
        long version,
        long transaction,
        boolean occupied,
        String claimKey,
        Optional<PatientTime> patient) {

    public record PatientTime(NhsNumber patient, Interval time) {}

    /** Older than any news of the ledger: it yields to all that the inventory has been told of the seat lately. */
    private static final long VERSION_OF_DOUBT = 0;

    /**
     * Seats that were found to have an owner, by which change is not known.
     *
     * @param transaction the last that had begun when they were looked at
     */
    public static SeatNews doubt(
            OdsCode practice, LocalDate day, List<Integer> ordinals, long transaction, String claimKey) {
        return new SeatNews(practice, day, ordinals, VERSION_OF_DOUBT, transaction, true, claimKey, Optional.empty());
    }

    public boolean isDoubt() {
        return version == VERSION_OF_DOUBT;
    }

    public SeatNews {
        ordinals = List.copyOf(ordinals);
    }
}
