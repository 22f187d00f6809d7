package org.slotkeeper.publishing;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slotkeeper.domain.OdsCode;
import org.slotkeeper.domain.Practice;
import org.slotkeeper.domain.SlotId;
import org.slotkeeper.publishing.BookEditor.Edited;
import org.slotkeeper.publishing.BookEditor.Wish;
import org.slotkeeper.publishing.PublishedSession.PublishedSlot;
import org.slotkeeper.publishing.spi.Act;
import org.slotkeeper.publishing.spi.SeatInventory;
import org.slotkeeper.publishing.spi.SessionState;

/** Publishes one session as its practice wants it now, whatever it was before. To publish the same session twice changes nothing. */
public final class PublishSession {

    private final BookEditor editor;
    private final SeatInventory inventory;

    public PublishSession(BookEditor editor, SeatInventory inventory) {
        this.editor = editor;
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
        // The session is published by now: an inventory out of reach only costs the view its held and free places.
        return inventory
                .count(practice, List.of(draft.day()), act.now())
                .map(counts -> SeatStates.of(counts, act.now()))
                .otherwise(cause -> SeatStates.byLedger(act.now()))
                .map(states -> PublishOutcome.done(view(edited, draft, states)));
    }

    /** What was recorded is known, so that the ledger need not be asked for it. */
    private static PublishedSession view(Edited edited, SessionDraft draft, SeatStates states) {
        SessionState session = edited.after(draft);
        Practice practice = edited.before().practice();
        List<PublishedSlot> slots = PlacesOfSlot.of(session).stream()
                .map(slot -> new PublishedSlot(
                        new SlotId(practice.odsCode(), draft.day(), slot.firstOrdinal()),
                        slot.time(),
                        slot.count(),
                        states.of(session, slot)))
                .toList();
        return new PublishedSession(
                edited.layoutVersion(),
                session.entry(),
                slots,
                PublishedSession.visibilityOf(session.entry(), practice),
                edited.kept());
    }
}
