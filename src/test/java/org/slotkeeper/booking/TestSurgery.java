package org.slotkeeper.booking;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slotkeeper.booking.spi.AppointmentLedger;
import org.slotkeeper.booking.spi.AppointmentLedger.Listing;
import org.slotkeeper.booking.spi.Change;
import org.slotkeeper.booking.spi.PracticeBooks;
import org.slotkeeper.booking.spi.SeatMark;
import org.slotkeeper.booking.spi.SlotInventory;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.Appointment.Notes;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.appointment.Hold;
import org.slotkeeper.domain.appointment.Outcome;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.appointment.Refusal.Reason;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.Audience;
import org.slotkeeper.domain.schedule.BookingWindow;
import org.slotkeeper.domain.schedule.Care;
import org.slotkeeper.domain.schedule.Channel;
import org.slotkeeper.domain.schedule.DayBook;
import org.slotkeeper.domain.schedule.Interval;
import org.slotkeeper.domain.schedule.Practice;
import org.slotkeeper.domain.schedule.PracticeBook;
import org.slotkeeper.domain.schedule.SeatId;
import org.slotkeeper.domain.schedule.SessionId;
import org.slotkeeper.domain.schedule.SessionRules;
import org.slotkeeper.domain.schedule.SlotId;
import org.slotkeeper.domain.schedule.SlotRun;
import org.slotkeeper.testing.MovableClock;

/** One practice with one morning of slots, booking over the models of both stores, and a clock that the test owns. */
final class TestSurgery {

    static final OdsCode PRACTICE = new OdsCode("A81001");
    static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);
    static final Instant EIGHT = Instant.parse("2026-11-23T08:00:00Z");
    static final Instant NINE = Instant.parse("2026-11-23T09:00:00Z");
    static final Duration HOLD_TIME = Duration.ofMinutes(2);
    static final int LIMIT = 3;

    final MovableClock clock = new MovableClock(EIGHT);
    final InMemorySlotInventory inventory = new InMemorySlotInventory();
    final Map<OdsCode, PracticeBook> published = new HashMap<>();
    private final Map<OdsCode, PracticeBook> atHand = new HashMap<>();
    boolean areBooksUnread;
    final InMemoryLedger ledger = new InMemoryLedger(published::get);
    boolean isInventoryAway;
    Runnable beforeWithdrawal = () -> {};
    Runnable afterClaim = () -> {};
    Runnable afterMark = () -> {};
    /** Between the look that a change begins with and what comes of it. */
    Runnable afterLook = () -> {};
    /** What is to be booked reaches nobody and is never answered: so it is for others, when its engine has died. */
    boolean isBookerDead;

    private final List<Change> unheard = new ArrayList<>();
    /** No change comes to the ledger. */
    boolean isLedgerAway;
    /** What has been recorded is not said to the inventory, in which its claim stays until the lease ends. */
    boolean areClaimsKept;

    /** Appointments are listed to nobody yet. */
    boolean isListSilent;

    final HandTimer timer = new HandTimer();
    int refusedByLedger;
    final List<SeatMark> freed = new ArrayList<>();
    final List<OdsCode> behind = new ArrayList<>();
    private final PromptDesk desk = desk();
    final BookingOffice office;
    private int layoutVersion;
    private long requests;

    /** A morning of twelve single slots of ten minutes from nine, one slot with places for three at eleven, and an embargoed one at noon. */
    TestSurgery() {
        PracticeBooks books = new PublishedBooks();
        BookingSettings settings = new BookingSettings(HOLD_TIME, Duration.ofSeconds(30), 4);
        Requests requestNames =
                new Requests("a secret for tests only".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        office = new BookingOffice(
                new BookingPorts(books, reachable(inventory), reachable(ledger), desk, () -> refusedByLedger++, timer),
                requestNames,
                settings,
                clock);
        publish(true, LIMIT);
    }

    private PromptDesk desk() {
        return new PromptDesk(inventory, ledger, clock) {
            @Override
            public Future<SeatMark> mark(SeatMark unmarked) {
                Future<SeatMark> marked = isInventoryAway ? Future.succeededFuture(unmarked) : super.mark(unmarked);
                afterMark.run();
                return marked;
            }

            @Override
            public void freed(SeatMark mark) {
                freed.add(mark);
                super.freed(mark);
            }

            @Override
            public void recorded(AppointmentId claim, Instant since) {
                if (!areClaimsKept) {
                    super.recorded(claim, since);
                }
            }

            @Override
            public void isBehind(OdsCode practice) {
                behind.add(practice);
            }
        };
    }

    /** Half a minute later: the leases of whoever has died are over, and the ledger was asked. */
    void letLeasesEnd() {
        clock.pass(Duration.ofSeconds(31));
        desk.settleEnded(PRACTICE);
    }

    /** The inventory as long as it is not away; then each of its futures fails. */
    private SlotInventory reachable(SlotInventory real) {
        return (SlotInventory) Proxy.newProxyInstance(
                SlotInventory.class.getClassLoader(),
                new Class<?>[] {SlotInventory.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("giveUp")) {
                        beforeWithdrawal.run();
                    }
                    if (isInventoryAway && method.getReturnType() == Future.class) {
                        return Future.failedFuture("the inventory is away");
                    }
                    Object answer = method.invoke(real, arguments);
                    if (method.getName().equals("claim")) {
                        afterClaim.run();
                    }
                    return answer;
                });
    }

    private AppointmentLedger reachable(AppointmentLedger real) {
        return (AppointmentLedger) Proxy.newProxyInstance(
                AppointmentLedger.class.getClassLoader(),
                new Class<?>[] {AppointmentLedger.class},
                (proxy, method, arguments) -> {
                    if (isLedgerAway && method.getName().equals("change")) {
                        return Future.failedFuture("the ledger is away");
                    }
                    if (isSilent(method.getName(), arguments[0])) {
                        return Promise.promise().future();
                    }
                    Object answer = method.invoke(real, arguments);
                    if (method.getName().equals("look")) {
                        afterLook.run();
                    }
                    return answer;
                });
    }

    private boolean isSilent(String call, Object argument) {
        boolean takesSeats = argument instanceof Change.Book || argument instanceof Change.Move;
        if (isBookerDead && takesSeats) {
            unheard.add((Change) argument);
        }
        return (isBookerDead && takesSeats) || (isListSilent && call.equals("list"));
    }

    void publish(boolean onlineBooking, int limit) {
        record(onlineBooking, limit, Map.of());
        inventory.publish(PRACTICE, MONDAY, 17, layoutVersion);
    }

    /** The same book in a new version. @param retired how many places are retired of which slot */
    void retire(Map<Integer, Integer> retired) {
        record(true, LIMIT, retired);
        inventory.publish(PRACTICE, MONDAY, 0, layoutVersion);
    }

    private void record(boolean onlineBooking, int limit, Map<Integer, Integer> retired) {
        Care care =
                new Care("Dr A. Example", "General Medical Practitioner", Channel.IN_PERSON, "Acute", "Main surgery");
        SlotRun morning = new SlotRun(new SessionId("morning"), 0, 12, 1, NINE, Duration.ofMinutes(10), care);
        SlotRun group = new SlotRun(
                new SessionId("group"), 12, 1, 3, NINE.plus(Duration.ofHours(2)), Duration.ofMinutes(30), care);
        SlotRun later = new SlotRun(
                new SessionId("later"), 15, 2, 1, NINE.plus(Duration.ofHours(3)), Duration.ofMinutes(10), care);
        Audience patientsAnd111 = new Audience(true, false, Set.of("111"), Set.of());
        SessionRules open = new SessionRules(EIGHT.minus(Duration.ofDays(7)), patientsAnd111);
        SessionRules embargoed = new SessionRules(EIGHT.plus(Duration.ofMinutes(30)), Audience.REGISTERED_PATIENTS);
        DayBook day = new DayBook(
                PRACTICE,
                MONDAY,
                List.of(morning, group, later),
                Map.of(morning.session(), open, group.session(), open, later.session(), embargoed),
                retired);
        BookingWindow window = new BookingWindow(Duration.ofDays(42), Duration.ZERO);
        Practice practice = new Practice(
                PRACTICE,
                "Example Surgery",
                "AA1 1AA",
                1000,
                new Practice.PracticeRules(onlineBooking, window, Duration.ofMinutes(5), limit));
        published.put(PRACTICE, new PracticeBook(practice, ++layoutVersion, List.of(day)));
    }

    /** The slot with three places is followed by another one of the same kind. */
    void publishTwoGroups() {
        PracticeBook before = published.get(PRACTICE);
        DayBook day = before.day(MONDAY).orElseThrow();
        SlotRun first = day.runs().get(1);
        SlotRun groups = new SlotRun(first.session(), 12, 2, 3, first.start(), first.slotLength(), first.care());
        DayBook wider = new DayBook(
                PRACTICE,
                MONDAY,
                List.of(day.runs().get(0), groups),
                Map.of(day.runs().get(0).session(), day.rulesOfRun(0), first.session(), day.rulesOfRun(1)));
        published.put(PRACTICE, new PracticeBook(before.practice(), ++layoutVersion, List.of(wider)));
        inventory.publish(PRACTICE, MONDAY, 18, layoutVersion);
    }

    static SeatId seat(int ordinal) {
        return new SeatId(PRACTICE, MONDAY, ordinal);
    }

    static SlotId slot(int ordinal) {
        return new SlotId(PRACTICE, MONDAY, ordinal);
    }

    static NhsNumber patient(int number) {
        return NhsNumber.ofDemonstration(number);
    }

    Command.From from(int patient) {
        return from(
                patient,
                UUID.nameUUIDFromBytes(new byte[] {(byte) patient, (byte) (requests >>> 8), (byte) requests++}));
    }

    Command.From from(int patient, UUID requestId) {
        Caller caller = new Caller.Patient(patient(patient), Optional.of(PRACTICE), Optional.empty());
        return new Command.From(caller, requestId, clock.instant().plusSeconds(5));
    }

    /** The same as somebody else than the patient asks it, under a request id of its own. */
    Command.From from(Caller caller) {
        UUID requestId = UUID.nameUUIDFromBytes(new byte[] {0, (byte) (requests >>> 8), (byte) requests++});
        return new Command.From(caller, requestId, clock.instant().plusSeconds(5));
    }

    static Caller staff() {
        return new Caller.PracticeSystem(PRACTICE, Set.of(Caller.READ, Caller.WRITE));
    }

    static Caller organisation(String code) {
        return new Caller.Organisation(new OdsCode(code), "111", Set.of(Caller.READ, Caller.WRITE));
    }

    Outcome<Hold> hold(int patient, int... ordinals) {
        return hold(from(patient), patient, ordinals);
    }

    Outcome<Hold> hold(Command.From from, int patient, int... ordinals) {
        return await(office.placeHold().place(new Command.Hold(from, patient(patient), slots(ordinals))));
    }

    Outcome<Appointment> book(int patient, int... ordinals) {
        return book(from(patient), patient, ordinals);
    }

    Outcome<Appointment> book(Command.From from, int patient, int... ordinals) {
        return await(office.bookAppointment()
                .book(new Command.Book(from, patient(patient), SlotChoice.of(slots(ordinals)), Notes.NONE)));
    }

    /** A try whose engine dies between claim and commit. */
    void bookAndDie(Command.From from, int patient, int... ordinals) {
        isBookerDead = true;
        Future<Outcome<Appointment>> lost = office.bookAppointment()
                .book(new Command.Book(from, patient(patient), SlotChoice.of(slots(ordinals)), Notes.NONE));
        isBookerDead = false;
        if (lost.isComplete()) {
            throw new AssertionError("answered: " + lost);
        }
    }

    /** The same of a confirm. */
    void confirmAndDie(Command.From from, int patient, AppointmentId hold) {
        isBookerDead = true;
        Future<Outcome<Appointment>> lost = office.keepAppointment()
                .keep(new Command.Keep(
                        from,
                        hold,
                        Optional.of(patient(patient)),
                        SlotChoice.of(List.of()),
                        Notes.NONE,
                        Optional.empty()));
        isBookerDead = false;
        if (lost.isComplete()) {
            throw new AssertionError("answered: " + lost);
        }
    }

    /** What reached nobody was only late. */
    void letUnheardArrive() {
        for (Change late : unheard) {
            var unused = ledger.change(late);
        }
        unheard.clear();
    }

    Outcome<Appointment> confirm(int patient, AppointmentId hold) {
        return keep(patient, hold, Optional.empty(), Notes.NONE);
    }

    Outcome<Appointment> keep(
            int patient, AppointmentId id, Optional<Integer> seenVersion, Notes notes, int... ordinals) {
        return keep(from(patient), patient, id, seenVersion, notes, ordinals);
    }

    Outcome<Appointment> keep(
            Command.From from,
            int patient,
            AppointmentId id,
            Optional<Integer> seenVersion,
            Notes notes,
            int... ordinals) {
        Command.Keep keep = new Command.Keep(
                from,
                id,
                Optional.of(patient(patient)),
                SlotChoice.of(slots(ordinals)),
                notes,
                seenVersion.map(SeenVersions::of));
        return keep(keep);
    }

    Outcome<Appointment> keep(Command.Keep keep) {
        return await(office.keepAppointment().keep(keep));
    }

    Future<Outcome<Appointment>> keeping(
            Command.From from, int patient, AppointmentId id, Optional<Integer> seenVersion, int... ordinals) {
        return keeping(from, patient, id, seenVersion.map(SeenVersions::of).orElse(SeenVersions.ANY), ordinals);
    }

    private Future<Outcome<Appointment>> keeping(
            Command.From from, int patient, AppointmentId id, SeenVersions seen, int... ordinals) {
        return office.keepAppointment()
                .keep(new Command.Keep(
                        from,
                        id,
                        Optional.of(patient(patient)),
                        SlotChoice.of(slots(ordinals)),
                        Notes.NONE,
                        Optional.of(seen)));
    }

    /** A try whose engine dies between claim and commit; of any version if none is named. */
    void moveAndDie(Command.From from, int patient, AppointmentId id, Optional<Integer> seenVersion, int... ordinals) {
        isBookerDead = true;
        Future<Outcome<Appointment>> lost = keeping(from, patient, id, seenVersion, ordinals);
        isBookerDead = false;
        if (lost.isComplete()) {
            throw new AssertionError("answered: " + lost);
        }
    }

    Outcome<Entry> cancel(int patient, AppointmentId id, Optional<Integer> seenVersion) {
        return cancel(from(patient), patient, id, seenVersion);
    }

    Outcome<Entry> cancel(Command.From from, int patient, AppointmentId id, Optional<Integer> seenVersion) {
        return await(office.cancelAppointment()
                .cancel(new Command.Cancel(
                        from,
                        id,
                        Optional.of(patient(patient)),
                        "no longer needed",
                        seenVersion.map(SeenVersions::of))));
    }

    Outcome<Entry> read(int patient, AppointmentId id) {
        return await(office.readAppointments().read(id, from(patient)));
    }

    List<Entry> pending(Command.From from, int patient) {
        Listing listing = new Listing(Optional.empty(), Optional.empty(), Optional.of(Set.of()), Optional.empty(), 50);
        return doneOf(await(office.readAppointments()
                        .list(new ReadAppointments.Wanted(patient(patient), listing, true), from)))
                .entries();
    }

    FreeSlots search(int patient) {
        Interval day = new Interval(EIGHT.minus(Duration.ofHours(8)), EIGHT.plus(Duration.ofHours(16)));
        return await(office.findFreeSlots()
                .find(new SlotSearch(
                        from(patient).caller(), List.of(PRACTICE), day, List.of(), List.of(), 50, Optional.empty())));
    }

    List<Integer> freeOrdinals(int patient) {
        return search(patient).slots().stream()
                .map(found -> found.id().ordinal())
                .toList();
    }

    @CanIgnoreReturnValue
    static <T> T doneOf(Outcome<T> outcome) {
        return outcome.match(value -> value, refusal -> {
            throw new AssertionError("refused: " + refusal);
        });
    }

    static <T> Reason reasonOf(Outcome<T> outcome) {
        return refusalOf(outcome).reason();
    }

    static <T> Refusal refusalOf(Outcome<T> outcome) {
        return outcome.match(
                value -> {
                    throw new AssertionError("not refused: " + value);
                },
                refusal -> refusal);
    }

    /** The models answer at once. */
    static <T> T await(Future<T> future) {
        if (!future.isComplete()) {
            throw new AssertionError("not answered at once");
        }
        if (future.failed()) {
            throw new AssertionError(future.cause());
        }
        return future.result();
    }

    private static List<SlotId> slots(int... ordinals) {
        return java.util.Arrays.stream(ordinals).mapToObj(TestSurgery::slot).toList();
    }

    private final class PublishedBooks implements PracticeBooks {
        @Override
        public Future<Optional<PracticeBook>> find(OdsCode practice) {
            return find(practice, 0);
        }

        @Override
        public Future<Optional<PracticeBook>> find(OdsCode practice, int atLeastVersion) {
            PracticeBook old = atHand.get(practice);
            if (old != null && old.layoutVersion() >= atLeastVersion) {
                return Future.succeededFuture(Optional.of(old));
            }
            if (areBooksUnread) {
                return Future.failedFuture("the ledger is away");
            }
            return Future.succeededFuture(Optional.ofNullable(published.get(practice)));
        }
    }

    /** Until somebody asks for a newer one, this book is at hand and not the one that is published. */
    void haveAtHand(PracticeBook book) {
        atHand.put(PRACTICE, book);
    }

    /** A book without the sessions from this seat on. */
    PracticeBook bookBefore(int ordinal) {
        PracticeBook book = published.get(PRACTICE);
        DayBook day = book.day(MONDAY).orElseThrow();
        List<SlotRun> runs =
                day.runs().stream().filter(run -> run.firstOrdinal() < ordinal).toList();
        Map<SessionId, SessionRules> rules = new HashMap<>();
        for (int at = 0; at < runs.size(); at++) {
            rules.put(runs.get(at).session(), day.rulesOfRun(at));
        }
        return new PracticeBook(
                book.practice(), book.layoutVersion() - 1, List.of(new DayBook(PRACTICE, MONDAY, runs, rules)));
    }
}
