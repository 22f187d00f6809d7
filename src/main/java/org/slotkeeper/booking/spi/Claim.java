package org.slotkeeper.booking.spi;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.appointment.Request;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;

/**
 * A try for one seat in each of some adjacent slots of one day.
 *
 * @param wanted within each of them the lowest free seat is taken
 * @param key of the appointment that the seats are for: a new one's is that of its request
 * @param lease for how long the claim is good: the hold time, or the time a confirm may be in
 * flight
 * @param verdict a refusal already known from the rules: then nothing is taken, but the refusal is
 * remembered for this request, unless it had another answer before
 * @param alternativeDays days whose free seats come with the answer if a seat is taken, the day
 * itself first
 */
public record Claim(
        Attempt attempt,
        AdjacentSlots wanted,
        Kind kind,
        String key,
        Duration lease,
        Optional<Refusal> verdict,
        List<LocalDate> alternativeDays) {

    public Claim {
        alternativeDays = List.copyOf(alternativeDays);
    }

    public OdsCode practice() {
        return wanted.practice();
    }

    public LocalDate day() {
        return wanted.day();
    }

    public int layoutVersion() {
        return wanted.layoutVersion();
    }

    public List<Places> slots() {
        return wanted.slots();
    }

    public Request request() {
        return attempt.request();
    }

    public NhsNumber patient() {
        return attempt.patient();
    }

    public Instant now() {
        return attempt.now();
    }

    /** A hold waits for its patient; a confirm is on its way to the ledger. */
    public enum Kind {
        HOLD,
        CONFIRM
    }

    /**
     * The seats of one slot: {@code capacity} ordinals from the first.
     *
     * @param retired how many of them are to stay without an owner: one can be had only while more
     * than that are free
     */
    public record Places(int firstOrdinal, int capacity, int retired) {

        /** Of a slot all of whose seats are on offer. */
        public Places(int firstOrdinal, int capacity) {
            this(firstOrdinal, capacity, 0);
        }
    }

    /**
     * Slots of a practice's book.
     *
     * @param layoutVersion the version of the book that the caller went by; another one is answered
     * {@link ClaimAnswer.StaleLayout}
     * @param slots in order. None where an appointment that moves keeps all it is to have
     */
    public record AdjacentSlots(OdsCode practice, LocalDate day, int layoutVersion, List<Places> slots) {
        public AdjacentSlots {
            slots = List.copyOf(slots);
        }
    }
}
