package org.slotkeeper.publishing;

import io.vertx.core.Future;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.Practice;
import org.slotkeeper.domain.schedule.SlotId;
import org.slotkeeper.publishing.BookEditor.Wish;
import org.slotkeeper.publishing.PublishedSession.PublishedSlot;
import org.slotkeeper.publishing.spi.Act;
import org.slotkeeper.publishing.spi.SeatInventory;
import org.slotkeeper.publishing.spi.SessionState;

/**
 * Publishes one session as its practice wants it now, whatever it was before. To publish the same
 * session twice changes nothing.
 */
public final class PublishSession {

    private final BookEditor editor;
    private final SeatInventory inventory;

    public PublishSession(BookEditor editor, SeatInventory inventory) {
        this.editor = editor;
        this.inventory = inventory;
    }

    /** @param asText the answer as it is kept, to be given again to the same request */
    public Future<PublishOutcome<PublishedSession>> publish(
            Act act, OdsCode practice, SessionDraft draft, Function<PublishedSession, String> asText) {
        Optional<BrokenRule> broken = PublishingDays.brokenRule(draft.day(), act);
        if (broken.isPresent() && act.caller().publishesFor(practice)) {
            return Future.succeededFuture(PublishOutcome.refused(new PublishRefusal.RuleBroken(broken.get())));
        }
        Wish wish = new Wish(practice, Set.of(draft.id()), List.of(draft));
        Answering<PublishedSession> answering = Answering.again(PublishContents.publishing(draft), asText);
        return editor.edit(act, wish, answering, edited -> view(act, practice, draft, edited));
    }

    private Future<PublishedSession> view(Act act, OdsCode practice, SessionDraft draft, Edited edited) {
        // An inventory out of reach only costs the view its held and free places. What is new is
        // free: nobody knows of it yet.
        Map<LocalDate, BitSet> added = edited.changed()
                .map(change -> BookChange.seatsOf(change.runs()))
                .orElse(Map.of());
        return inventory
                .count(practice, List.of(draft.day()), act.now())
                .map(counts -> SeatStates.of(counts, added, act.now()))
                .otherwise(cause -> SeatStates.byLedger(act.now()))
                .map(states -> view(edited, draft, states));
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
