package org.slotkeeper.simulation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slotkeeper.booking.spi.Change;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.domain.schedule.Audience;
import org.slotkeeper.domain.schedule.Practice.PracticeRules;
import org.slotkeeper.domain.schedule.PracticeBook;
import org.slotkeeper.domain.schedule.Slot;
import org.slotkeeper.domain.schedule.SlotId;

/** What the simulated practice allows at which instant, said a second time and without a line of production's. */
final class HouseRules {

    private final Surgery surgery;
    private final Supplier<PracticeBook> published;
    private final PracticeRules rules;

    /** @param published what the practice has published by now: new slots may have come to those of the start */
    HouseRules(Surgery surgery, Supplier<PracticeBook> published) {
        this.surgery = surgery;
        this.published = published;
        this.rules = surgery.book().practice().rules();
    }

    /** What forbids that the ledger is told of this change at this instant; nothing if it may be. */
    Optional<String> forbidding(Change change, Instant at) {
        return change.match(
                book -> forbidding(book, at),
                cancel -> leaving(cancel.seen(), cancel.request().caller(), true, at),
                amend -> begun(amend.seen().time().start(), at),
                move -> forbidding(move, at),
                refuse -> Optional.empty());
    }

    private Optional<String> forbidding(Change.Book book, Instant at) {
        // A hold is a promise: once it is placed, nothing ends it but its time and its slot's begin.
        boolean isOfHold = !book.id().key().equals(book.request().appointmentKey());
        Optional<String> begun = begun(book.time().start(), at);
        return begun.isPresent() || isOfHold
                ? begun
                : taking(book.allocation().slots(), book.request().caller(), at);
    }

    private Optional<String> forbidding(Change.Move move, Instant at) {
        List<SlotId> gained = move.to().slots().stream()
                .filter(slot -> !move.seen().slots().contains(slot))
                .toList();
        Caller caller = move.request().caller();
        return leaving(move.seen(), caller, false, at)
                .or(() -> begun(move.to().time().start(), at))
                .or(() -> taking(gained, caller, at));
    }

    private Optional<String> leaving(Appointment seen, Caller caller, boolean isCancelled, Instant at) {
        if (caller.isPractice()) {
            return isCancelled ? Optional.empty() : begun(seen.time().start(), at);
        }
        Instant last = seen.time().start().minus(rules.cancelNotice());
        return begun(seen.time().start(), at)
                .or(() -> at.isAfter(last) ? Optional.of("what could be left until " + last) : Optional.empty());
    }

    /** What forbids that the caller takes any of these slots at this instant. */
    Optional<String> taking(List<SlotId> ids, Caller caller, Instant at) {
        if (caller.isPractice()) {
            return Optional.empty();
        }
        for (SlotId id : ids) {
            Slot slot = slot(id);
            Instant last = slot.time().start().minus(rules.bookingWindow().notice());
            if (isOwn(id)) {
                return Optional.of(id + " is the practice's own");
            }
            if (at.isBefore(slot.releasedAt())) {
                return Optional.of(id + " is released at " + slot.releasedAt());
            }
            if (at.isAfter(last)) {
                return Optional.of(id + " could be booked until " + last);
            }
        }
        return Optional.empty();
    }

    Slot slot(SlotId id) {
        return published.get().slot(id).orElseThrow();
    }

    /** From the start, and for good: to whom other slots are open may change while somebody is about to book one. */
    private boolean isOwn(SlotId id) {
        return surgery.book()
                .slot(id)
                .filter(slot -> slot.audience().equals(Audience.PRACTICE_ONLY))
                .isPresent();
    }

    /** What forbids that anybody begins anything with what starts then. */
    static Optional<String> begun(Instant start, Instant at) {
        return at.isBefore(start) ? Optional.empty() : Optional.of("what began at " + start);
    }
}
