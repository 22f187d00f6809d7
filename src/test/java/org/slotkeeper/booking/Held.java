package org.slotkeeper.booking;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.slotkeeper.booking.spi.Claim;
import org.slotkeeper.booking.spi.HeldSeats;
import org.slotkeeper.booking.spi.HeldSeats.CallerMark;
import org.slotkeeper.booking.spi.HeldSeats.PatientMark;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.appointment.Request;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.SeatId;

/**
 * A lease of seats: a hold, a claim on its way to the ledger, or a mark of seats that a change may free.
 *
 * @param patient nobody's if it is a mark
 * @param placer who placed the hold; as long as its confirm is in flight nobody is told
 * @param isTouched whether somebody wants the seats of this claim to be looked at anew
 * @param text what tells a mark from every other
 */
record Held(
        Claim.Kind kind,
        LocalDate day,
        List<Integer> ordinals,
        String key,
        Optional<NhsNumber> patient,
        Optional<Request> request,
        Optional<CallerMark> placer,
        Instant since,
        Instant expiresAt,
        boolean isTouched,
        long text) {

    static Held mark(LocalDate day, int ordinal, String key, Instant since, Instant expiresAt, long text) {
        return new Held(
                Claim.Kind.CONFIRM,
                day,
                List.of(ordinal),
                key,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                since,
                expiresAt,
                false,
                text);
    }

    /** A confirm in flight of nobody and of no request. */
    static Held block(LocalDate day, int ordinal, String key, Instant since, Instant expiresAt) {
        return mark(day, ordinal, key, since, expiresAt, 0);
    }

    boolean isHold() {
        return kind == Claim.Kind.HOLD;
    }

    boolean isMark() {
        return text > 0;
    }

    boolean isOf(NhsNumber some) {
        return patient.map(some::equals).orElse(false);
    }

    /** An expired hold is nothing; another lease is there until the ledger was asked. */
    boolean isHere(Instant now) {
        return !isHold() || now.isBefore(expiresAt);
    }

    boolean hasEnded(Instant now) {
        return !isHold() && !now.isBefore(expiresAt);
    }

    /** A hold again, of whoever is said to have placed it. */
    Held heldBy(CallerMark who) {
        return new Held(
                Claim.Kind.HOLD, day, ordinals, key, patient, request, Optional.of(who), since, expiresAt, false, text);
    }

    /** Another text, so that whoever has seen it before finds that it is another one. */
    Held touched() {
        return isMark()
                ? new Held(
                        kind, day, ordinals, key, patient, request, placer, since.plusMillis(1), expiresAt, false, text)
                : new Held(
                        kind, day, ordinals, key, patient, request, placer, since, expiresAt.plusMillis(1), true, text);
    }

    /** Nobody goes on with it. */
    Held ended() {
        return new Held(kind, day, ordinals, key, patient, request, placer, since, since, isTouched, text);
    }

    /** Whether this caller may know of it: of a hold that is not its own an organisation knows nothing. */
    boolean isFor(Caller caller) {
        return !caller.isBoundToWhatItPlaced()
                || (isHold() && placer.map(markOf(caller)::equals).orElse(false));
    }

    static CallerMark markOf(Caller caller) {
        return new CallerMark("mark of " + caller.key());
    }

    HeldSeats seen(OdsCode practice) {
        AppointmentId id = new AppointmentId(new SeatId(practice, day, ordinals.get(0)), key);
        PatientMark mark =
                new PatientMark(patient.map(some -> "mark of " + some.digits()).orElse("nobody"));
        return new HeldSeats(id, ordinals, expiresAt, !isHold(), mark, placer.filter(by -> isHold()));
    }
}
