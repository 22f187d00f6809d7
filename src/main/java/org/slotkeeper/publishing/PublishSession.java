package org.slotkeeper.publishing;

import io.vertx.core.Future;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slotkeeper.domain.OdsCode;
import org.slotkeeper.domain.SlotId;
import org.slotkeeper.publishing.BookEditor.Edited;
import org.slotkeeper.publishing.BookEditor.Wish;
import org.slotkeeper.publishing.PublishedSession.PublishedSlot;
import org.slotkeeper.publishing.spi.Act;
import org.slotkeeper.publishing.spi.PublishedBook;
import org.slotkeeper.publishing.spi.SeatInventory;
import org.slotkeeper.publishing.spi.Selection;
import org.slotkeeper.publishing.spi.SessionLedger;
import org.slotkeeper.publishing.spi.SessionState;

/** Publishes one session as its practice wants it now, whatever it was before. To publish the same session twice changes nothing. */
public final class PublishSession {

    private final BookEditor editor;
    private final SessionLedger ledger;
    private final SeatInventory inventory;

    public PublishSession(BookEditor editor, SessionLedger ledger, SeatInventory inventory) {
        this.editor = editor;
        this.ledger = ledger;
        this.inventory = inventory;
    }

    public Future<PublishOutcome<PublishedSession>> publish(Act act, OdsCode practice, SessionDraft draft) {
        Optional<BrokenRule> broken = PublishingDays.brokenRule(draft.day(), act);
        if (broken.isPresent() && Publishers.mayPublish(act.caller(), practice)) {
            return Future.succeededFuture(PublishOutcome.refused(new PublishRefusal.RuleBroken(broken.get())));
        }
        Wish wish = new Wish(practice, Set.of(draft.id()), List.of(draft));
        return editor.edit(act, wish)
                .compose(outcome -> outcome.match(
                        edited -> view(act, practice, draft, edited),
                        refusal -> Future.succeededFuture(PublishOutcome.refused(refusal))));
    }

    private Future<PublishOutcome<PublishedSession>> view(
            Act act, OdsCode practice, SessionDraft draft, Edited edited) {
        LocalDate day = draft.day();
        Selection selection = new Selection(day, day, Optional.of(Set.of(draft.id())));
        // The session is published by now: an inventory out of reach only costs the view its held and free places.
        return inventory
                .count(practice, List.of(day), act.now())
                .map(counts -> SeatStates.of(counts, act.now()))
                .otherwise(cause -> SeatStates.byLedger(act.now()))
                .compose(states -> ledger.read(practice, selection)
                        .map(book -> PublishOutcome.done(view(book.orElseThrow(), edited, states))));
    }

    private static PublishedSession view(PublishedBook book, Edited edited, SeatStates states) {
        SessionState session = book.sessions().get(0);
        LocalDate day = session.entry().day();
        OdsCode practice = book.practice().odsCode();
        List<PublishedSlot> slots = PlacesOfSlot.of(session).stream()
                .map(slot -> new PublishedSlot(
                        new SlotId(practice, day, slot.firstOrdinal()),
                        slot.time(),
                        slot.count(),
                        states.of(session, slot)))
                .toList();
        return new PublishedSession(
                edited.layoutVersion(),
                session.entry(),
                slots,
                PublishedSession.visibilityOf(session.entry(), book.practice()),
                edited.kept());
    }
}
