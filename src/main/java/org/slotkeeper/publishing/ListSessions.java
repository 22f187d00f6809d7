package org.slotkeeper.publishing;

import io.vertx.core.Future;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.publishing.SeatStates.SeatState;
import org.slotkeeper.publishing.spi.Act;
import org.slotkeeper.publishing.spi.PublishedBook;
import org.slotkeeper.publishing.spi.SeatInventory;
import org.slotkeeper.publishing.spi.Selection;
import org.slotkeeper.publishing.spi.SessionEntry;
import org.slotkeeper.publishing.spi.SessionLedger;
import org.slotkeeper.publishing.spi.SessionState;

/** Shows a practice its own sessions and what has become of their places. */
public final class ListSessions {

    public static final int DAYS_MAX = 62;

    private static final Comparator<SessionState> BY_START = Comparator.comparing(
                    (SessionState state) -> state.entry().time().start())
            .thenComparing(state -> state.entry().id().value());

    private final SessionLedger ledger;
    private final SeatInventory inventory;

    public ListSessions(SessionLedger ledger, SeatInventory inventory) {
        this.ledger = ledger;
        this.inventory = inventory;
    }

    /** Every place of the session is in exactly one of the counts. */
    public record ListedSession(
            SessionEntry entry, int free, int embargoed, int held, int booked, int withdrawnPlaces) {}

    public record Listed(int layoutVersion, List<ListedSession> sessions) {}

    /** @param to the last day, itself included */
    public Future<PublishOutcome<Listed>> list(Act act, OdsCode practice, LocalDate from, LocalDate to) {
        if (!act.caller().publishesFor(practice)) {
            return Future.succeededFuture(PublishOutcome.refused(new PublishRefusal.Forbidden()));
        }
        if (to.isBefore(from) || ChronoUnit.DAYS.between(from, to) >= DAYS_MAX) {
            return Future.succeededFuture(
                    PublishOutcome.refused(new PublishRefusal.RuleBroken(BrokenRule.ofPeriod(DAYS_MAX))));
        }
        // The inventory is not asked for a practice that there is not: it would begin to remember
        // it.
        return ledger.read(practice, PublishingDays.noSessions(act))
                .compose(known -> known.isEmpty()
                        ? Future.succeededFuture(PublishOutcome.refused(new PublishRefusal.PracticeUnknown()))
                        : listKnown(act, practice, from, to));
    }

    private Future<PublishOutcome<Listed>> listKnown(Act act, OdsCode practice, LocalDate from, LocalDate to) {
        // The inventory is asked before the ledger: a seat booked between the two is counted once,
        // as booked.
        List<LocalDate> days = from.datesUntil(to.plusDays(1)).toList();
        Selection selection = new Selection(from, to, Optional.empty(), Set.of());
        return inventory.count(practice, days, act.now()).compose(counts -> ledger.read(practice, selection)
                .map(book -> list(book, SeatStates.of(counts, act.now()))));
    }

    private static PublishOutcome<Listed> list(Optional<PublishedBook> book, SeatStates states) {
        if (book.isEmpty()) {
            return PublishOutcome.refused(new PublishRefusal.PracticeUnknown());
        }
        List<ListedSession> sessions = book.get().sessions().stream()
                .sorted(BY_START)
                .map(state -> listed(state.entry(), states.count(state)))
                .toList();
        return PublishOutcome.done(new Listed(book.get().layoutVersion(), sessions));
    }

    private static ListedSession listed(SessionEntry entry, Map<SeatState, Integer> counts) {
        return new ListedSession(
                entry,
                counts.getOrDefault(SeatState.FREE, 0),
                counts.getOrDefault(SeatState.EMBARGOED, 0),
                counts.getOrDefault(SeatState.HELD, 0),
                counts.getOrDefault(SeatState.BOOKED, 0),
                counts.getOrDefault(SeatState.WITHDRAWN, 0));
    }
}
