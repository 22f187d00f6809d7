package org.slotkeeper.history;

import java.util.List;
import java.util.UUID;

/**
 * What somebody asks for under one request id, however often it is sent.
 *
 * @param patient the NHS number
 * @param slots the ids of the slots that are asked for; none where none are named
 * @param appointment the id of the hold or appointment that it is about; empty if it makes a new one
 * @param etag the version that a change was asked for; empty if none
 */
public record Wish(
        UUID id,
        Kind kind,
        String patient,
        String practice,
        List<String> slots,
        String appointment,
        String etag,
        String body) {

    /** What is asked. */
    public enum Kind {
        SEARCH,
        READ,
        HOLD,
        CONFIRM,
        BOOK,
        WITHDRAW,
        CANCEL,
        MOVE,
        AMEND;

        /** Whether it makes or changes an appointment in the ledger, rather than a hold. */
        public boolean isRecorded() {
            return !isReading() && this != HOLD && this != WITHDRAW;
        }

        /** Whether it leaves all as it is. */
        public boolean isReading() {
            return this == SEARCH || this == READ;
        }
    }

    public Wish {
        slots = List.copyOf(slots);
    }

    @Override
    public String toString() {
        return kind + " " + id + " of " + patient + " at " + practice + (slots.isEmpty() ? "" : " for " + slots)
                + (appointment.isEmpty() ? "" : " of " + appointment + ' ' + etag);
    }
}
