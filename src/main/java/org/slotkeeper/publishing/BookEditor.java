package org.slotkeeper.publishing;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
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
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.SeatId;
import org.slotkeeper.domain.schedule.SessionId;
import org.slotkeeper.platform.Turns;
import org.slotkeeper.publishing.spi.Act;
import org.slotkeeper.publishing.spi.InventoryDesk;
import org.slotkeeper.publishing.spi.LayoutChange;
import org.slotkeeper.publishing.spi.PublishedBook;
import org.slotkeeper.publishing.spi.RecordAnswer.Recorded;
import org.slotkeeper.publishing.spi.SeatInventory;
import org.slotkeeper.publishing.spi.Selection;
import org.slotkeeper.publishing.spi.SessionLedger;

/**
 * Brings sessions of a practice's book to what is wanted: free seats that have to go are taken from
 * the inventory first, and those that somebody has are not to be had again there; then everything
 * is recorded in the ledger in one step, then the inventory is told.
 */
public final class BookEditor {

    private static final Logger LOG = LoggerFactory.getLogger(BookEditor.class);
    /**
     * Each try that is overtaken is a change that another process has made: within a process they
     * wait in line.
     */
    private static final int TRIES_MAX = 100;
    /** How many leases of a block what is to be retired is known for. */
    private static final int RETIRING_LEASES = 4;

    private final SessionLedger ledger;
    private final SeatInventory inventory;
    private final InventoryDesk desk;
    private final Line line;
    private final Blocking blocking;

    public BookEditor(SessionLedger ledger, SeatInventory inventory, InventoryDesk desk, Line line, Blocking blocking) {
        this.ledger = ledger;
        this.inventory = inventory;
        this.desk = desk;
        this.line = line;
        this.blocking = blocking;
    }

    /**
     * Where changes of one book wait for each other.
     *
     * @param turns those of all event loops of the process: changes of one book go on one after the
     * other
     * @param clock by which a change is told that has waited until its deadline
     */
    public record Line(Turns<OdsCode> turns, InstantSource clock) {}

    /**
     * How seats on their way to be withdrawn are kept from others.
     *
     * @param claimKeys makes keys in the form of those of appointments, each unlike any other
     * @param lease for how long, before somebody asks the ledger what became of them
     */
    public record Blocking(Supplier<String> claimKeys, Duration lease) {}

    /**
     * @param sessions the names of all sessions that are meant; those of them that are not wanted
     * on a day are withdrawn from it
     */
    record Wish(OdsCode practice, Set<SessionId> sessions, List<SessionDraft> wanted) {}

    /** What is answered to a change, made before it is recorded. */
    interface AnswerOf<T> {
        Future<T> to(Edited edited);
    }

    /** A change that is asked for. */
    private record Asked<T>(Act act, Wish wish, Answering<T> answering, AnswerOf<T> answer) {

        OdsCode practice() {
            return wish.practice();
        }
    }

    <T> Future<PublishOutcome<T>> edit(Act act, Wish wish, Answering<T> answering, AnswerOf<T> answer) {
        if (!act.caller().publishesFor(wish.practice())) {
            return Future.succeededFuture(PublishOutcome.refused(new PublishRefusal.Forbidden()));
        }
        return inTurn(wish.practice(), () -> attempt(new Asked<>(act, wish, answering, answer), 1));
    }

    /**
     * Changes of a book are made one after the other, for each begins with the version that the one
     * before left.
     */
    <T> Future<PublishOutcome<T>> inTurn(OdsCode practice, Supplier<Future<PublishOutcome<T>>> change) {
        return line.turns().take(practice, change).orElseGet(BookEditor::busy);
    }

    /**
     * Whether no try may begin any more. What its caller has been answered for as late must not be
     * done behind its back, and its next request waits behind this one.
     */
    boolean isGivenUp(Act act, int tries) {
        return tries > TRIES_MAX || !line.clock().instant().isBefore(act.deadline());
    }

    static <T> Future<PublishOutcome<T>> busy() {
        return Future.succeededFuture(PublishOutcome.refused(new PublishRefusal.Busy()));
    }

    private <T> Future<PublishOutcome<T>> attempt(Asked<T> asked, int tries) {
        if (isGivenUp(asked.act(), tries)) {
            return busy();
        }
        return asked.answering()
                .before(ledger, asked.practice(), asked.act())
                .compose(before -> before.isPresent() ? Future.succeededFuture(before.get()) : look(asked, tries));
    }

    private <T> Future<PublishOutcome<T>> look(Asked<T> asked, int tries) {
        return ledger.read(asked.practice(), selection(asked.act(), asked.wish()))
                .compose(found -> found.map(book -> change(asked, book, tries))
                        .orElseGet(() ->
                                Future.succeededFuture(PublishOutcome.refused(new PublishRefusal.PracticeUnknown()))));
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

    private <T> Future<PublishOutcome<T>> change(Asked<T> asked, PublishedBook book, int tries) {
        Act act = asked.act();
        Wish wish = asked.wish();
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
                .compose(blocked -> finish(asked, new Blocked(book, change, blocked, claimKey), tries));
    }

    /** A change whose unwanted seats nobody else can take any more. */
    private record Blocked(PublishedBook book, BookChange change, Map<LocalDate, BitSet> seats, String claimKey) {}

    private <T> Future<PublishOutcome<T>> finish(Asked<T> asked, Blocked blocked, int tries) {
        Optional<LayoutChange> change = blocked.change().given(blocked.seats());
        if (change.isEmpty()) {
            BrokenRule tooMany = new BrokenRule("capacity", "must not make more than 32767 places in one day");
            return unblock(asked.practice(), blocked)
                    .map(done -> PublishOutcome.refused(new PublishRefusal.RuleBroken(tooMany)));
        }
        List<KeptSlot> kept = blocked.change().kept(blocked.seats());
        if (change.get().isNothing()) {
            return leave(
                    asked, new Edited(blocked.book().layoutVersion(), blocked.book(), Optional.empty(), kept), tries);
        }
        Edited edited = new Edited(blocked.book().layoutVersion() + 1, blocked.book(), change, kept);
        return retire(change.get(), edited)
                .compose(retired -> asked.answer().to(edited))
                .compose(answer -> record(asked, blocked, edited, answer, tries));
    }

    /**
     * Between its record and its word to the inventory others go by the book of before. If the
     * ledger is silent, or this process dies, that is known long enough for those who look over all
     * practices to have told the inventory.
     */
    private Future<Void> retire(LayoutChange change, Edited edited) {
        Map<LocalDate, Map<Integer, Integer>> leaving = change.retiring();
        return leaving.isEmpty()
                ? Future.succeededFuture()
                : inventory.retire(
                        change.practice(),
                        edited.layoutVersion(),
                        leaving,
                        blocking.lease().multipliedBy(RETIRING_LEASES),
                        line.clock().instant());
    }

    /** Nothing is to be done but to say so. */
    private <T> Future<PublishOutcome<T>> leave(Asked<T> asked, Edited unchanged, int tries) {
        Future<Edited> named = unchanged.kept().stream().anyMatch(KeptSlot::isPending)
                ? named(asked, unchanged)
                : Future.succeededFuture(unchanged);
        return named.compose(asked.answer()::to).compose(answer -> {
            Future<Boolean> kept = asked.answering()
                    .kept(answer)
                    .map(one -> ledger.keepAnswer(asked.practice(), asked.act(), one))
                    .orElseGet(() -> Future.succeededFuture(true));
            return kept.compose(isKept -> isKept
                    ? catchUp(asked.practice(), unchanged.layoutVersion(), asked.act())
                            .map(told -> PublishOutcome.done(answer))
                    : attempt(asked, tries + 1));
        });
    }

    private <T> Future<PublishOutcome<T>> record(Asked<T> asked, Blocked blocked, Edited edited, T answer, int tries) {
        LayoutChange change = edited.changed().orElseThrow();
        if (isGivenUp(asked.act(), tries)) {
            return unblock(asked.practice(), blocked).compose(given -> busy());
        }
        // From here on nobody gives the blocked seats back unless the ledger has said that they are
        // not withdrawn: when their leases have ended it is asked, whether it was silent or has
        // withdrawn them.
        return ledger.record(change, asked.act(), asked.answering().kept(answer))
                // It may have been recorded: then the inventory is to hear of it.
                .onFailure(silent -> desk.isBehind(asked.practice()))
                .compose(said -> said.match(
                        recorded -> tell(change, recorded, blocked, asked.act())
                                .compose(told -> answered(asked, edited, answer)),
                        () -> unblock(asked.practice(), blocked).compose(given -> attempt(asked, tries + 1))));
    }

    /**
     * The answer, or a better one if what is unwanted has other owners by now, which is kept in its
     * place.
     */
    private <T> Future<PublishOutcome<T>> answered(Asked<T> asked, Edited edited, T answer) {
        if (edited.kept().isEmpty()) {
            return Future.succeededFuture(PublishOutcome.done(answer));
        }
        return named(asked, edited)
                .compose(now -> now.kept().equals(edited.kept())
                        ? Future.succeededFuture(PublishOutcome.done(answer))
                        : amended(asked, now));
    }

    private <T> Future<PublishOutcome<T>> amended(Asked<T> asked, Edited now) {
        return asked.answer().to(now).compose(better -> asked.answering()
                .kept(better)
                .map(one -> ledger.amendAnswer(asked.practice(), asked.act(), one))
                .orElseGet(Future::succeededFuture)
                // The change is recorded, with an answer that says less.
                .otherwiseEmpty()
                .map(done -> PublishOutcome.done(better)));
    }

    /**
     * Whoever was about to book what is unwanted may have done so by now, and until the inventory
     * knew what is retired a slot may have changed hands: the practice is told of every appointment
     * that was made before it is answered.
     */
    private Future<Edited> named(Asked<?> asked, Edited edited) {
        List<SessionDraft> wanted = asked.wish().wanted();
        return ledger.read(asked.practice(), selection(asked.act(), asked.wish()))
                .map(found -> found.map(
                                book -> new BookChange(book, wanted, asked.act().now()).kept(Map.of()))
                        .orElse(List.of()))
                // What cannot be read now stays pending.
                .otherwise(List.of())
                .map(edited::with);
    }

    private Future<Map<LocalDate, BitSet>> block(
            OdsCode practice, Map<LocalDate, BitSet> unwanted, String claimKey, Act act) {
        SeatInventory.Blocker blocker = new SeatInventory.Blocker(claimKey, blocking.lease(), act.now());
        Map<LocalDate, BitSet> blocked = new TreeMap<>();
        Future<Void> all = Future.succeededFuture();
        for (Map.Entry<LocalDate, BitSet> day : unwanted.entrySet()) {
            all = all.compose(before -> inventory
                    .block(practice, day.getKey(), day.getValue(), blocker)
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

    /**
     * The ledger has it, so that an inventory that cannot be told is ours to repair and not the
     * practice's to hear of.
     */
    private Future<Void> tell(LayoutChange change, Recorded recorded, Blocked blocked, Act act) {
        blocked.seats().forEach((day, seats) -> seats.stream()
                .mapToObj(ordinal -> new AppointmentId(new SeatId(change.practice(), day, ordinal), blocked.claimKey()))
                .forEach(block -> desk.recorded(block, act.now())));
        return open(change.practice(), recorded.layoutVersion(), BookChange.seatsOf(change.runs()));
    }

    /** Whoever recorded this version may have died before the inventory heard of it. */
    private Future<Void> catchUp(OdsCode practice, int layoutVersion, Act act) {
        return inventory
                .count(practice, List.of(), act.now())
                .<Void>map(counted -> {
                    if (counted.layoutVersion() < layoutVersion) {
                        desk.isBehind(practice);
                    }
                    return null;
                })
                .otherwiseEmpty();
    }

    Future<Void> open(OdsCode practice, int layoutVersion, Map<LocalDate, BitSet> seats) {
        return inventory.open(practice, layoutVersion, seats).otherwise(cause -> {
            LOG.atWarn().addKeyValue("practice", practice).setCause(cause).log("inventory not told of a new layout");
            desk.isBehind(practice);
            return null;
        });
    }
}
