package org.slotkeeper.booking.spi;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.slotkeeper.domain.party.OdsCode;

/**
 * A lease on seats that a change of their appointment may free: nobody else gets them until it is
 * known how that ended.
 *
 * @param key of the appointment that has the seats
 * @param changedAt when that appointment was last changed, as the ledger has it: a claim of its own
 * that was made later is on its way
 * @param content by which the inventory tells it from other marks; empty if it knows of none
 */
public record SeatMark(
        OdsCode practice, LocalDate day, List<Integer> ordinals, String key, Instant changedAt, String content) {

    public SeatMark {
        ordinals = List.copyOf(ordinals);
    }

    /** Of seats that nobody has marked. */
    public static SeatMark none(
            OdsCode practice, LocalDate day, List<Integer> ordinals, String key, Instant changedAt) {
        return new SeatMark(practice, day, ordinals, key, changedAt, "");
    }
}
