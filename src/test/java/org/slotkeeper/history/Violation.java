package org.slotkeeper.history;

/** A promise that was broken, and what shows it. */
public record Violation(Promise promise, String evidence) {

    /** The promises, each under the invariant that it belongs to. */
    public enum Promise {
        /** I1: a seat has at most one live appointment. */
        I1_SEAT_GIVEN_TWICE,
        /** I1: a slot has at most as many live appointments as it has places. */
        I1_OVER_CAPACITY,
        /** I2: a live appointment has the seats that it says it has. */
        I2_SEATS_NOT_ITS_OWN,
        /** I2: a seat that has an owner is the seat of a live appointment. */
        I2_SEAT_WITHOUT_APPOINTMENT,
        /** I3: what is free, held, booked or withdrawn was published. */
        I3_NEVER_PUBLISHED,
        /** I3: a seat is either free or claimed. */
        I3_FREE_AND_CLAIMED,
        /** I4: what was acknowledged is in the ledger. */
        I4_ACKNOWLEDGED_AND_LOST,
        /** I4: what was acknowledged is in the ledger as it was told. */
        I4_OTHER_THAN_TOLD,
        /** I4: whoever was told that a hold is withdrawn has no appointment of it. */
        I4_WITHDRAWN_AND_BOOKED,
        /** I5: no seat is unavailable for long without an owner. */
        I5_SEAT_LEAKED,
        /** I5: a hold that was withdrawn or has expired has no seat any more. */
        I5_HOLD_NOT_GIVEN_BACK,
        /** I6: one request id, one answer. */
        I6_ANSWERS_DIFFER,
        /** I6: one request id, at most one effect. */
        I6_DONE_TWICE,
        /** I7: what was refused is not done. */
        I7_REFUSED_AND_DONE,
        /** Every change of an appointment was asked for by somebody. */
        NOBODY_ASKED,
        /** A patient has no more appointments than the practice allows. */
        OVER_THE_PATIENTS_LIMIT,
        /** A patient is not in two places at a time. */
        PATIENT_IN_TWO_PLACES,
        /** Once all is whole again, the same id gets an answer. */
        NEVER_ANSWERED,
        /** An answer that no well-formed request of a patient should get. */
        ANSWER_OUT_OF_PLACE,
        /** L1: the inventory says free if and only if the ledger has no owner. */
        L1_INVENTORY_DIFFERS,
        /** L1: once all is whole and nobody asks any more, a published seat without an owner is free. */
        L1_SEAT_NOT_FREE,
        /** L1: a search shows what is free. */
        L1_SEARCH_DIFFERS
    }
}
