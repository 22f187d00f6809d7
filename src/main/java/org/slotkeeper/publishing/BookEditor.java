package org.slotkeeper.publishing;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slotkeeper.domain.OdsCode;
import org.slotkeeper.domain.SessionId;
import org.slotkeeper.domain.SlotId;
import org.slotkeeper.platform.Turns;
import org.slotkeeper.publishing.spi.Act;
import org.slotkeeper.publishing.spi.InventoryNews;
import org.slotkeeper.publishing.spi.LayoutChange;
import org.slotkeeper.publishing.spi.PublishedBook;
import org.slotkeeper.publishing.spi.RecordAnswer.Recorded;
import org.slotkeeper.publishing.spi.SeatInventory;
import org.slotkeeper.publishing.spi.Selection;
import org.slotkeeper.publishing.spi.SessionLedger;
import org.slotkeeper.publishing.spi.SessionState;

/** Brings sessions of a practice's book to what is wanted: free seats that have to go are taken from the inventory first, then everything is recorded in the ledger in one step, then the inventory is told. */
public final class BookEditor {

    private static final Logger LOG = LoggerFactory.getLogger(BookEditor.class);
    /** Each try that is overtaken is a change that another process has made: within a process they wait in line. */
    private static final int TRIES_MAX = 100;

    private final SessionLedger ledger;
    private final SeatInventory inventory;
    private final InventoryNews news;
    private final Turns<OdsCode> turns;
    private final Blocking blocking;

    /** @param turns those of all event loops of the process: changes of one book go on one after the other */
    public BookEditor(
            SessionLedger ledger,
            SeatInventory inventory,
            InventoryNews news,
            Turns<OdsCode> turns,
            Blocking blocking) {
        this.ledger = ledger;
        this.inventory = inventory;
        this.news = news;
        this.turns = turns;
        this.blocking = blocking;
    }

    /**
     * How seats on their way to be withdrawn are kept from others.
     *
     * @param claimKeys makes keys in the form of those of appointments, each unlike any other
     * @param lease for how long, before somebody asks the ledger what became of them
     */
    public record Blocking(Supplier<String> claimKeys, Duration lease) {}

    /** @param sessions the names of all sessions that are meant; those of them that are not wanted on a day are withdrawn from it */
    record Wish(OdsCode practice, Set<SessionId> sessions, List<SessionDraft> wanted) {}

    /**
     * @param changed what was recorded; empty if everything was as wanted
     * @param before the book as it was
     */
    record Edited(int layoutVersion, PublishedBook before, Optional<LayoutChange> changed, List<KeptSlot> kept) {

        /** @param now what is kept as it is by now: slots that were pending are taken from there */
        Edited with(List<KeptSlot> now) {
            Map<SlotId, KeptSlot> byId = now.stream().collect(Collectors.toMap(KeptSlot::id, slot -> slot));
            List<KeptSlot> named = kept.stream()
                    .map(slot -> slot.isPending() ? byId.getOrDefault(slot.id(), slot) : slot)
                    .toList();
            return new Edited(layoutVersion, before, changed, named);
        }

        /** A session that was wanted, as it is now. */
        SessionState after(SessionDraft draft) {
            Optional<SessionState> known = before.session(draft.day(), draft.id());
            return changed.flatMap(change -> change.after(draft.day(), draft.id(), known))
                    .or(() -> known)
                    .orElseThrow();
        }
    }

    Future<PublishOutcome<Edited>> edit(Act act, Wish wish) {
        if (!Publishers.mayPublish(act.caller(), wish.practice())) {
            return Future.succeededFuture(PublishOutcome.refused(new PublishRefusal.Forbidden()));
        }
        return inTurn(wish.practice(), () -> attempt(act, wish, 1));
    }

    /** Changes of a book are made one after the other, for each begins with the version that the one before left. */
    <T> Future<PublishOutcome<T>> inTurn(OdsCode practice, Supplier<Future<PublishOutcome<T>>> change) {
        return turns.take(practice, change).orElseGet(BookEditor::busy);
    }

    static <T> Future<PublishOutcome<T>> busy() {
        return Future.succeededFuture(PublishOutcome.refused(new PublishRefusal.Busy()));
    }

    private Future<PublishOutcome<Edited>> attempt(Act act, Wish wish, int tries) {
        if (tries > TRIES_MAX) {
            return busy();
        }
        return ledger.read(wish.practice(), selection(act, wish)).compose(found -> found.map(
                        book -> change(act, wish, book, tries))
                .orElseGet(() -> Future.succeededFuture(PublishOutcome.refused(new PublishRefusal.PracticeUnknown()))));
    }

    private static Selection selection(Act act, Wish wish) {
        Set<LocalDate> growing = wish.wanted().stream().map(SessionDraft::day).collect(Collectors.toSet());
        return new Selection(
                PublishingDays.first(act),
                PublishingDays.last(act),
                Optional.of(wish.sessions()),
                growing,
                wish.wanted().stream().map(SessionDraft::care).collect(Collectors.toSet()));
    }

    private Future<PublishOutcome<Edited>> change(Act act, Wish wish, PublishedBook book, int tries) {
        if (wish.wanted().isEmpty() && book.sessions().isEmpty()) {
            return Future.succeededFuture(PublishOutcome.refused(new PublishRefusal.SessionUnknown()));
        }
        Optional<PublishRefusal> overlap = Overlaps.find(book, wish.wanted());
        if (overlap.isPresent()) {
            return Future.succeededFuture(PublishOutcome.refused(overlap.get()));
        }
        BookChange change = new BookChange(book, wish.wanted(), act.now());
        String claimKey = blocking.claimKeys().get();
        return block(wish.practice(), change.unwanted(), claimKey, act)
                .compose(blocked -> finish(act, wish, new Blocked(book, change, blocked, claimKey), tries));
    }

    /** A change whose unwanted seats nobody else can take any more. */
    private record Blocked(PublishedBook book, BookChange change, Map<LocalDate, BitSet> seats, String claimKey) {}

    private Future<PublishOutcome<Edited>> finish(Act act, Wish wish, Blocked blocked, int tries) {
        Optional<LayoutChange> change = blocked.change().given(blocked.seats(), blocked.claimKey());
        if (change.isEmpty()) {
            BrokenRule tooMany = new BrokenRule("capacity", "must not make more than 32767 places in one day");
            return unblock(wish.practice(), blocked)
                    .map(done -> PublishOutcome.refused(new PublishRefusal.RuleBroken(tooMany)));
        }
        List<KeptSlot> kept = blocked.change().kept(blocked.seats());
        if (change.get().isNothing()) {
            Edited unchanged = new Edited(blocked.book().layoutVersion(), blocked.book(), Optional.empty(), kept);
            return catchUp(wish.practice(), unchanged.layoutVersion(), act)
                    .compose(told -> named(act, wish, unchanged));
        }
        // From here on nobody gives the blocked seats back unless the ledger has said that they are not withdrawn: when
        // it is silent, whoever settles doubtful claims asks it again.
        return ledger.record(change.get(), act).compose(answer -> {
            if (answer instanceof Recorded recorded) {
                Edited edited = new Edited(recorded.layoutVersion(), blocked.book(), change, kept);
                return tell(change.get(), recorded).compose(told -> named(act, wish, edited));
            }
            return unblock(wish.practice(), blocked).compose(done -> attempt(act, wish, tries + 1));
        });
    }

    /** Whoever was about to book what is unwanted may have done so by now: the practice is told of every appointment that was made before it is answered. */
    private Future<PublishOutcome<Edited>> named(Act act, Wish wish, Edited edited) {
        if (edited.kept().stream().noneMatch(KeptSlot::isPending)) {
            return Future.succeededFuture(PublishOutcome.done(edited));
        }
        return ledger.read(wish.practice(), selection(act, wish))
                .map(found -> found.map(book -> new BookChange(book, wish.wanted(), act.now()).kept(Map.of()))
                        .orElse(List.of()))
                // What cannot be read now stays pending.
                .otherwise(List.of())
                .map(now -> PublishOutcome.done(edited.with(now)));
    }

    private Future<Map<LocalDate, BitSet>> block(
            OdsCode practice, Map<LocalDate, BitSet> unwanted, String claimKey, Act act) {
        Map<LocalDate, BitSet> blocked = new TreeMap<>();
        Future<Void> all = Future.succeededFuture();
        for (Map.Entry<LocalDate, BitSet> day : unwanted.entrySet()) {
            all = all.compose(before -> inventory
                    .block(practice, day.getKey(), day.getValue(), claimKey, blocking.lease(), act.now())
                    .map(seats -> {
                        if (!seats.isEmpty()) {
                            blocked.put(day.getKey(), seats);
                        }
                        return null;
                    }));
        }
        return all.map(blocked);
    }

    private Future<Void> unblock(OdsCode practice, Blocked blocked) {
        List<Future<Void>> given = new ArrayList<>();
        blocked.seats().forEach((day, seats) -> given.add(inventory.unblock(practice, day, seats, blocked.claimKey())));
        return Future.all(given).mapEmpty();
    }

    /** The ledger has it, so that an inventory that cannot be told is ours to repair and not the practice's to hear of. */
    private Future<Void> tell(LayoutChange change, Recorded recorded) {
        recorded.news().forEach(news::leave);
        return open(change.practice(), recorded.layoutVersion(), BookChange.seatsOf(change.runs()));
    }

    /** Whoever recorded this version may have died before the inventory heard of it. */
    private Future<Void> catchUp(OdsCode practice, int layoutVersion, Act act) {
        return inventory
                .count(practice, List.of(), act.now())
                .<Void>map(counted -> {
                    if (counted.layoutVersion() < layoutVersion) {
                        news.isBehind(practice);
                    }
                    return null;
                })
                .otherwiseEmpty();
    }

    Future<Void> open(OdsCode practice, int layoutVersion, Map<LocalDate, BitSet> seats) {
        return inventory.open(practice, layoutVersion, seats).otherwise(cause -> {
            LOG.atWarn().addKeyValue("practice", practice).setCause(cause).log("inventory not told of a new layout");
            news.isBehind(practice);
            return null;
        });
    }
}
