package org.slotkeeper.booking.spi;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.appointment.Request;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;

/**
 * Who may try: the count of what is free, held and taken. It answers every call in one step, all or
 * nothing, and it is asked each time. A practice that it has forgotten is refilled from the ledger
 * before it answers for it again. A future of it fails when it is out of reach.
 */
public interface SlotInventory {

    /** Which seats are free on these days at this instant. Expired holds count as free. */
    Future<Availability> availability(OdsCode practice, List<LocalDate> days, Instant now);

    /**
     * Takes one seat in each of the slots asked for, or none; or gives again the answer that the
     * same request was given before.
     *
     * @param again what was {@link ClaimAnswer.Met} of this request, if the ledger was asked since
     * and has not met it: then it is tried anew, unless another try was quicker
     */
    Future<ClaimAnswer> claim(Claim claim, Optional<ClaimAnswer.Met> again);

    /** The same for a request of which nothing was met. */
    default Future<ClaimAnswer> claim(Claim claim) {
        return claim(claim, Optional.empty());
    }

    /**
     * Turns a live hold into a confirm in flight, for as long as the lease and at least as long as
     * the hold; or gives the earlier answer again. To a caller that is bound to what it placed, a
     * confirm in flight of another request is too early.
     */
    Future<ClaimAnswer> confirm(HoldConfirm confirm, Optional<ClaimAnswer.Met> again);

    /** The same for a request of which nothing was met. */
    default Future<ClaimAnswer> confirm(HoldConfirm confirm) {
        return confirm(confirm, Optional.empty());
    }

    /** The live hold with this id. */
    Future<Optional<HeldSeats>> findHold(AppointmentId id, Instant now);

    /** The live hold that the patient has at this practice. */
    Future<Optional<HeldSeats>> holdOf(OdsCode practice, NhsNumber patient, Instant now);

    /**
     * At which practices the patient may have a live hold, at most some few: a hint, for who does
     * not know the practice. A hold that was placed a moment ago may be missing.
     */
    Future<List<OdsCode>> practicesWithHoldsOf(NhsNumber patient, Instant now);

    /**
     * Gives back what this hold or claim has, and nothing that somebody else has by now. To do it
     * again changes nothing. True if there was something to give back. Seats that somebody else
     * wants to be looked at anew are given back when the ledger has been asked.
     *
     * @param id the first seat of the claim and its key
     * @param since when it was made, if it matters: another try may have made one with the same key
     * since
     */
    Future<Boolean> withdraw(AppointmentId id, Ending ending, Optional<Instant> since);

    /** The same, whenever it was made. */
    default Future<Boolean> withdraw(AppointmentId id, Ending ending) {
        return withdraw(id, ending, Optional.empty());
    }

    /**
     * Ends the live hold of a patient who does not want it, and keeps what it was for this request.
     * A confirm in flight is left alone, because it may become an appointment.
     */
    Future<GivingUp> giveUp(AppointmentId id, Request request);

    /** The hold that this request has given up, for as long as requests are remembered. */
    Future<Optional<HeldSeats>> givenUp(AppointmentId id, Request request);

    /**
     * Makes a hold again of a confirm that certainly never reached the ledger, for the time that
     * the patient was promised, and forgets its request unless an earlier try may come to the
     * ledger yet. True if there was such a confirm.
     *
     * @param placer who placed it, as the confirm was answered
     * @param since when the confirm was made
     */
    Future<Boolean> holdAgain(AppointmentId id, HeldSeats.CallerMark placer, Instant since);

    /**
     * By what mark the inventory knows this patient, to be compared with that of {@link HeldSeats}.
     */
    HeldSeats.PatientMark markOf(NhsNumber patient);

    /** Likewise of whoever placed a hold. */
    HeldSeats.CallerMark markOf(Caller caller);

    /** What came of giving a hold up. */
    enum GivingUp {
        DONE,
        /** There is no such hold: it has ended, or is being confirmed. */
        NOTHING,
        /** The request id has been used for something else. */
        REUSED
    }

    /**
     * Why a hold or claim ends without an appointment, which decides how its request is answered
     * from then on.
     */
    enum Ending {
        /**
         * A confirm certainly never reached the ledger: its request is forgotten, unless another
         * try has claimed since.
         */
        NEVER_RECORDED,
        /**
         * The ledger refused a confirm: its request is still answered as one that was met, so that
         * the ledger is asked and no other answer can be given.
         */
        LEDGER_ANSWERS
    }
}
