package org.slotkeeper.api.fhir;

import org.slotkeeper.domain.appointment.Refusal;

/** One sentence for a developer about each refusal, without anything about a patient. */
final class RefusalSentences {

    private RefusalSentences() {}

    /** @param words of the refusal's details */
    static String of(Refusal refusal, String words) {
        return switch (refusal.reason()) {
            case REQUEST_ID_REUSED ->
                "This X-Request-ID was used before for other content: a new request needs a new one.";
            case TOO_EARLY ->
                "This request, or another about the same, is still on its way: ask again with the same Idempotency-Key, or X-Request-ID if you sent none.";
            case FORBIDDEN -> "The caller may not do this for this patient or at this practice.";
            case APPOINTMENT_UNKNOWN -> "There is no such appointment.";
            case NO_LONGER_KEPT -> "Appointments of that week are no longer kept here: ask the practice.";
            case VERSION_REQUIRED ->
                "A change of an appointment needs If-Match with the version it was made for, as ETag gave it; that of a hold does not.";
            case STALE_VERSION -> "The appointment is not at that version: read it again.";
            case SLOT_UNKNOWN -> "There is no such slot.";
            case NOT_ADJACENT ->
                "Several slots must follow each other without a gap: same schedule, same channel, same service type.";
            case TIME_MISMATCH -> "Start and end must be those of the slots, or be left out.";
            case ELEMENT_MISMATCH ->
                "This element says otherwise than the slots or the caller's token: send what they say, or leave it out.";
            case NOT_AMENDABLE -> "This element may not be changed now: send it as it was read, or leave it out.";
            case ONLINE_BOOKING_OFF -> "The practice is closed to online booking.";
            case IN_THE_PAST -> "The slot or appointment has begun.";
            case TOO_LATE -> "It is too late to cancel or move the appointment: the practice must be asked.";
            case EMBARGOED -> "The slot is not released yet" + words + ".";
            case OUTSIDE_BOOKING_WINDOW -> "The slot is outside the practice's booking window" + words + ".";
            case HOLD_EXISTS ->
                "The patient has a live hold at this practice" + words + ": confirm or cancel that first.";
            case PATIENT_LIMIT ->
                "The patient has as many future appointments at this practice as it allows" + words + ".";
            case PATIENT_OVERLAP -> "The patient has another appointment at this practice at that time" + words + ".";
            case HOLD_EXPIRED -> "There is no such hold any more: the slots must be taken anew.";
            case SLOT_TAKEN -> slotTaken(refusal, words);
            case OUTCOME_UNKNOWN ->
                "It is not known yet whether this was done: ask again with the same Idempotency-Key, or X-Request-ID if you sent none.";
        };
    }

    private static String slotTaken(Refusal refusal, String words) {
        return refusal.isByOwnHold()
                ? "The slot is held for this patient already" + words + ": confirm that hold."
                : "The slot is held, booked or no longer offered." + words;
    }
}
