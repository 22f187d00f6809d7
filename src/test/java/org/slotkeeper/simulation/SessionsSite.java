package org.slotkeeper.simulation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.slotkeeper.booking.InMemoryLedger;
import org.slotkeeper.booking.spi.Change;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.domain.schedule.DayBook;
import org.slotkeeper.domain.schedule.PracticeBook;
import org.slotkeeper.domain.schedule.SeatId;
import org.slotkeeper.domain.schedule.SessionId;
import org.slotkeeper.domain.schedule.SessionRules;
import org.slotkeeper.domain.schedule.Slot;
import org.slotkeeper.domain.schedule.SlotRun;
import org.slotkeeper.domain.schedule.SlotSpan;
import org.slotkeeper.publishing.InMemorySessionLedger;
import org.slotkeeper.publishing.spi.Act;
import org.slotkeeper.publishing.spi.Answered;
import org.slotkeeper.publishing.spi.LayoutChange;
import org.slotkeeper.publishing.spi.PracticeListing;
import org.slotkeeper.publishing.spi.PublishedBook;
import org.slotkeeper.publishing.spi.RecordAnswer;
import org.slotkeeper.publishing.spi.Selection;
import org.slotkeeper.publishing.spi.SessionState;

/** The part of Postgres that has the practice's book, in each of its versions, and whose the seats are as publishing sees it. */
final class SessionsSite {

    static final Caller PUBLISHER = new Caller.PracticeSystem(Surgery.PRACTICE, Set.of(Caller.PUBLISH));

    private final World world;
    private final Surgery surgery;
    private final InMemoryLedger appointments;
    private final InMemorySessionLedger ledger = new InMemorySessionLedger();
    private final List<PracticeBook> books = new ArrayList<>();
    private List<Slot> slots;

    SessionsSite(World world, Surgery surgery, InMemoryLedger appointments) {
        this.world = world;
        this.surgery = surgery;
        this.appointments = appointments;
        this.slots = surgery.slots();
        books.add(surgery.book());
        if (world.options().hasEdits()) {
            PracticeListing listing =
                    new PracticeListing(Surgery.PRACTICE, Optional.empty(), Optional.empty(), Optional.empty());
            PostgresSite.now(
                    ledger.register(List.of(listing), surgery.book().practice().rules(), Surgery.START));
            Act act = new Act(PUBLISHER, new UUID(0, 0), Surgery.START, Surgery.START);
            PostgresSite.now(ledger.record(surgery.published(), act));
        }
    }

    InMemorySessionLedger ledger() {
        return ledger;
    }

    /** As it was last published. */
    PracticeBook book() {
        return books.get(books.size() - 1);
    }

    /** @param version from 1 */
    PracticeBook book(int version) {
        return books.get(version - 1);
    }

    /** All slots that were ever published. */
    List<Slot> slots() {
        return slots;
    }

    /** All seats of a day that were ever published. */
    BitSet seats(LocalDate day) {
        if (books.size() == 1) {
            return surgery.seats(day);
        }
        BitSet seats = new BitSet();
        book().day(day)
                .ifPresent(known -> known.runs().forEach(run -> seats.set(run.firstOrdinal(), run.endOrdinal())));
        return seats;
    }

    RecordAnswer record(LayoutChange change, Act act, Optional<Answered> answer) {
        RecordAnswer said = PostgresSite.now(ledger.record(change, act, answer));
        return said.match(recorded -> recorded(change, recorded), () -> overtaken(said));
    }

    private RecordAnswer overtaken(RecordAnswer said) {
        world.met(Sometimes.PUBLICATION_OVERTAKEN);
        return said;
    }

    private RecordAnswer recorded(LayoutChange change, RecordAnswer.Recorded recorded) {
        change.withdrawals().forEach((day, seats) -> withdraw(day, seats));
        Selection all =
                new Selection(Surgery.MONDAY, Surgery.MONDAY.plusDays(1), Optional.empty(), Set.copyOf(Surgery.DAYS));
        PublishedBook published =
                PostgresSite.now(ledger.read(Surgery.PRACTICE, all)).orElseThrow();
        books.add(bookOf(published));
        slots = book().days().values().stream()
                .flatMap(day -> day.slots().stream())
                .toList();
        world.require(books.size() == recorded.layoutVersion(), "S9", () -> "a version is missing before " + recorded);
        world.trace().note(70, recorded.layoutVersion(), () -> "PUBLISHED " + change);
        if (!change.retiring().isEmpty()) {
            world.met(Sometimes.SLOT_KEPT_AGAINST_ITS_PRACTICE);
        }
        if (!change.withdrawals().isEmpty()) {
            world.met(Sometimes.SEATS_TAKEN_OUT);
        }
        if (!change.runs().isEmpty()) {
            world.met(Sometimes.SEATS_PUT_BACK);
        }
        return recorded;
    }

    private void withdraw(LocalDate day, BitSet seats) {
        for (int ordinal : seats.stream().toArray()) {
            SeatId seat = new SeatId(Surgery.PRACTICE, day, ordinal);
            world.require(!appointments.isOccupied(seat), "S9", () -> seat + " was taken from its owner");
        }
        appointments.withdraw(Surgery.PRACTICE, day, seats.stream().boxed().toList());
    }

    /** Whose seats are whose after a change that the ledger has committed. */
    void committed(Change change) {
        if (world.options().hasEdits()) {
            boolean unused = change.match(
                    book -> owned(book.allocation().seats(), book.id()),
                    cancel -> freed(cancel.seen().seats()),
                    amend -> true,
                    move -> freed(move.seen().seats())
                            && owned(move.to().seats(), move.seen().id()),
                    refuse -> true);
        }
    }

    private boolean owned(List<SeatId> seats, AppointmentId id) {
        seats.forEach(seat -> ledger.book(seat, id));
        return true;
    }

    private boolean freed(List<SeatId> seats) {
        seats.forEach(ledger::cancel);
        if (seats.stream().anyMatch(seat -> isRetired(seat))) {
            world.met(Sometimes.OWNER_LEFT_WHAT_WAS_TAKEN_OUT);
        }
        return true;
    }

    private boolean isRetired(SeatId seat) {
        return book().day(seat.day())
                .flatMap(day -> day.slotOfSeat(seat.ordinal())
                        .filter(slot -> day.retiredPlacesOf(slot.id().ordinal()) > 0))
                .isPresent();
    }

    private static PracticeBook bookOf(PublishedBook published) {
        Map<LocalDate, List<SessionState>> byDay = new TreeMap<>();
        published.sessions().forEach(state -> byDay.computeIfAbsent(
                        state.entry().day(), first -> new ArrayList<>())
                .add(state));
        List<DayBook> days = new ArrayList<>();
        byDay.forEach((day, states) -> days.add(dayOf(day, states)));
        return new PracticeBook(published.practice(), published.layoutVersion(), days);
    }

    private static DayBook dayOf(LocalDate day, List<SessionState> states) {
        List<SlotRun> runs = new ArrayList<>();
        Map<SessionId, SessionRules> rules = new HashMap<>();
        Map<Integer, Integer> retired = new HashMap<>();
        Map<Integer, SlotSpan> left = new HashMap<>();
        for (SessionState state : states) {
            runs.addAll(state.runs());
            rules.put(state.entry().id(), state.entry().rules());
            retired.putAll(state.retired());
            for (SlotRun run : state.runs()) {
                SlotSpan wanted = state.entry()
                        .layoutOnOffer()
                        .map(layout -> layout.slotsOf(run))
                        .orElse(SlotSpan.NONE);
                if (!wanted.equals(SlotSpan.all(run))) {
                    left.put(run.firstOrdinal(), wanted);
                }
            }
        }
        return new DayBook(Surgery.PRACTICE, day, runs, rules, retired).cutTo(left);
    }
}
