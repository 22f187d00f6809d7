package org.slotkeeper.load.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slotkeeper.load.journal.Answer;
import org.slotkeeper.load.journal.Answer.Operation;

/** What one patient was told about each of their appointments, in order. */
final class PatientStory {

    /** Holds may end by the server's clock a little before or after the injector's. */
    private static final long CLOCKS_MILLIS = 2_000;

    private final String patient;
    private final Map<String, Told> told = new LinkedHashMap<>();
    /** Slots of which nobody knows whether the patient has them, and how often that was asked. */
    private final Map<String, Integer> unsure = new HashMap<>();

    PatientStory(String patient) {
        this.patient = patient;
    }

    /** What the patient was told last of one appointment. */
    static final class Told {
        final String appointment;
        final String slot;
        long heldFrom = -1;
        long heldUntil;
        long bookedFrom = -1;
        long cancelSentAt = Ownership.FOR_EVER;
        boolean isCancelled;
        boolean isUnsure;

        Told(String appointment, String slot) {
            this.appointment = appointment;
            this.slot = slot;
        }

        boolean isBooked() {
            return bookedFrom >= 0;
        }

        /** Surely alive: acknowledged, and nobody has asked to end it. */
        boolean mustLive() {
            return isBooked() && cancelSentAt == Ownership.FOR_EVER;
        }
    }

    void hear(Answer answer) {
        if (answer.isUnknown() && answer.appointment().isEmpty()) {
            if (answer.operation() == Operation.BOOK) {
                unsure.merge(answer.slot(), 1, Integer::sum);
            }
            return;
        }
        if (!answer.appointment().isEmpty() && (answer.isSuccess() || answer.isUnknown())) {
            Told one = told.computeIfAbsent(answer.appointment(), id -> new Told(id, answer.slot()));
            hear(one, answer);
        }
    }

    private static void hear(Told one, Answer answer) {
        if (answer.operation() == Operation.CANCEL) {
            // From the moment it was sent the slot may be another's, whatever the answer.
            one.cancelSentAt = Math.min(one.cancelSentAt, answer.startMillis());
            one.isCancelled |= answer.isSuccess();
        } else if (answer.isUnknown()) {
            one.isUnsure = true;
        } else if (answer.operation() == Operation.HOLD) {
            one.heldFrom = answer.endMillis();
            one.heldUntil = answer.untilMillis() - CLOCKS_MILLIS;
        } else if (answer.operation() == Operation.BOOK || answer.operation() == Operation.CONFIRM) {
            one.bookedFrom = answer.endMillis();
        }
    }

    String patient() {
        return patient;
    }

    Map<String, Told> told() {
        return told;
    }

    Map<String, Integer> unsureSlots() {
        return unsure;
    }

    boolean mayHave(String slot) {
        return unsure.containsKey(slot)
                || told.values().stream().anyMatch(one -> one.slot.equals(slot) && one.isUnsure);
    }

    List<Ownership> ownerships() {
        List<Ownership> ownerships = new ArrayList<>();
        for (Told one : told.values()) {
            if (one.isBooked()) {
                // A hold that became an appointment was never anybody else's between the two.
                long from = one.heldFrom >= 0 ? one.heldFrom : one.bookedFrom;
                ownerships.add(new Ownership(patient, one.slot, one.appointment, from, one.cancelSentAt));
            } else if (one.heldFrom >= 0) {
                ownerships.add(new Ownership(
                        patient, one.slot, one.appointment, one.heldFrom, Math.min(one.heldUntil, one.cancelSentAt)));
            }
        }
        return ownerships;
    }
}
