package org.slotkeeper.publishing;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.Practice;
import org.slotkeeper.domain.schedule.Practice.PracticeRules;
import org.slotkeeper.domain.schedule.RetiredPlaces;
import org.slotkeeper.domain.schedule.SeatId;
import org.slotkeeper.domain.schedule.SessionId;
import org.slotkeeper.domain.schedule.SlotRun;
import org.slotkeeper.publishing.spi.Act;
import org.slotkeeper.publishing.spi.Answered;
import org.slotkeeper.publishing.spi.LayoutChange;
import org.slotkeeper.publishing.spi.Owner;
import org.slotkeeper.publishing.spi.PracticeListing;
import org.slotkeeper.publishing.spi.PublishedBook;
import org.slotkeeper.publishing.spi.RecordAnswer;
import org.slotkeeper.publishing.spi.Selection;
import org.slotkeeper.publishing.spi.SessionEntry;
import org.slotkeeper.publishing.spi.SessionLedger;
import org.slotkeeper.publishing.spi.SessionState;

/** The ledger of sessions as a few maps: the model that the real one is judged by. */
public final class InMemorySessionLedger implements SessionLedger {

    private static final class Book {
        Practice practice;
        int version;
        final TreeMap<LocalDate, TreeMap<String, SessionEntry>> entries = new TreeMap<>();
        final TreeMap<LocalDate, List<SlotRun>> runs = new TreeMap<>();
        final Map<LocalDate, Map<Integer, Owner>> owners = new HashMap<>();
        final Map<LocalDate, Map<Integer, Integer>> retired = new HashMap<>();

        Book(Practice practice) {
            this.practice = practice;
        }
    }

    private final Map<OdsCode, Book> books = new HashMap<>();
    private final Map<Met, Kept> kept = new HashMap<>();
    private Runnable beforeNextRecord = () -> {};
    /** Of what is to be recorded nobody hears. */
    boolean isSilent;

    private final List<String> audit = new ArrayList<>();

    /** Something that happens in the moment before the next change is recorded. */
    public void beforeNextRecord(Runnable happening) {
        beforeNextRecord = happening;
    }

    public List<String> audit() {
        return audit;
    }

    public void book(SeatId seat, AppointmentId appointment) {
        owners(books.get(seat.practice()), seat.day()).put(seat.ordinal(), new Owner.ByAppointment(appointment));
    }

    public void cancel(SeatId seat) {
        owners(books.get(seat.practice()), seat.day()).remove(seat.ordinal());
    }

    public int version(OdsCode practice) {
        return books.get(practice).version;
    }

    /** Every slot run ever recorded, by day. */
    public Map<LocalDate, List<SlotRun>> runs(OdsCode practice) {
        return books.get(practice).runs;
    }

    /** The slots of a day that have retired places. */
    public List<RetiredPlaces> retired(OdsCode practice, LocalDate day) {
        List<RetiredPlaces> retired = new ArrayList<>();
        books.get(practice)
                .retired
                .getOrDefault(day, Map.of())
                .forEach((first, places) -> runs(practice).get(day).stream()
                        .filter(run -> run.hasSeat(first))
                        .forEach(run -> retired.add(new RetiredPlaces(first, run.capacity(), places))));
        return retired;
    }

    public Optional<Owner> owner(SeatId seat) {
        return Optional.ofNullable(
                owners(books.get(seat.practice()), seat.day()).get(seat.ordinal()));
    }

    @Override
    public Future<Optional<PublishedBook>> read(OdsCode practice, Selection selection) {
        return Future.succeededFuture(Optional.ofNullable(books.get(practice)).map(book -> select(book, selection)));
    }

    private record Met(OdsCode practice, String caller, String operation, UUID requestId) {
        static Met of(OdsCode practice, Act act, String operation) {
            return new Met(practice, act.caller().key(), operation, act.requestId());
        }
    }

    private record Kept(Answered answer, Instant at) {
        boolean isKnownAt(Instant now) {
            return !at.isBefore(now.minus(REMEMBERED));
        }
    }

    private boolean hasMet(OdsCode practice, Act act, Optional<Answered> answer) {
        return answer.map(one -> kept.get(Met.of(practice, act, one.operation())))
                .filter(before -> before.isKnownAt(act.now()))
                .isPresent();
    }

    private void keep(OdsCode practice, Act act, Answered answer) {
        kept.put(Met.of(practice, act, answer.operation()), new Kept(answer, act.now()));
    }

    @Override
    public Future<Optional<Answered>> answerTo(OdsCode practice, Act act, String operation) {
        return Future.succeededFuture(Optional.ofNullable(kept.get(Met.of(practice, act, operation)))
                .filter(before -> before.isKnownAt(act.now()))
                .map(Kept::answer));
    }

    @Override
    public Future<Boolean> keepAnswer(OdsCode practice, Act act, Answered answer) {
        boolean isNew = !hasMet(practice, act, Optional.of(answer));
        if (isNew) {
            keep(practice, act, answer);
        }
        return Future.succeededFuture(isNew);
    }

    @Override
    public Future<Void> amendAnswer(OdsCode practice, Act act, Answered answer) {
        kept.computeIfPresent(
                Met.of(practice, act, answer.operation()),
                (met, before) ->
                        before.answer().fingerprint() == answer.fingerprint() ? new Kept(answer, before.at()) : before);
        return Future.succeededFuture();
    }

    @Override
    public Future<RecordAnswer> record(LayoutChange change, Act act, Optional<Answered> answer) {
        if (isSilent) {
            return Future.failedFuture("the ledger is silent");
        }
        Runnable happening = beforeNextRecord;
        beforeNextRecord = () -> {};
        happening.run();
        Book book = books.get(change.practice());
        if (book == null
                || book.version != change.seenVersion()
                || isOwned(book, change.withdrawals())
                || hasMet(change.practice(), act, answer)) {
            return Future.succeededFuture(new RecordAnswer.Overtaken());
        }
        answer.ifPresent(one -> keep(change.practice(), act, one));
        book.version++;
        change.entries().forEach(entry -> book.entries
                .computeIfAbsent(entry.day(), day -> new TreeMap<>())
                .put(entry.id().value(), entry));
        change.runs().forEach((day, runs) -> book.runs
                .computeIfAbsent(day, none -> new ArrayList<>())
                .addAll(runs));
        change.retired().forEach((day, slots) -> {
            Map<Integer, Integer> ofDay = book.retired.computeIfAbsent(day, none -> new HashMap<>());
            ofDay.putAll(slots);
            ofDay.values().removeIf(places -> places == 0);
        });
        change.withdrawals().forEach((day, seats) -> seats.stream()
                .forEach(ordinal -> owners(book, day).put(ordinal, new Owner.ByPractice())));
        audit.add(act.caller().key() + " PUBLISH version " + book.version);
        return Future.succeededFuture(new RecordAnswer.Recorded(book.version));
    }

    @Override
    public Future<RecordAnswer> recordRules(RulesChange change, Act act, Optional<Answered> answer) {
        OdsCode practice = change.practice();
        PracticeRules rules = change.rules();
        Book book = books.get(practice);
        if (book == null || book.version != change.seenVersion() || hasMet(practice, act, answer)) {
            return Future.succeededFuture(new RecordAnswer.Overtaken());
        }
        answer.ifPresent(one -> keep(practice, act, one));
        Practice before = book.practice;
        book.practice = new Practice(practice, before.name(), before.postcode(), before.listSize(), rules);
        book.version++;
        audit.add(act.caller().key() + " SET_RULES version " + book.version);
        return Future.succeededFuture(new RecordAnswer.Recorded(book.version));
    }

    @Override
    public Future<Registered> register(List<PracticeListing> listings, PracticeRules rules, Instant now) {
        int added = 0;
        int changed = 0;
        for (PracticeListing listing : listings) {
            OdsCode code = listing.odsCode();
            Book book = books.get(code);
            if (book == null) {
                books.put(code, new Book(merge(listing, new Practice(code, code.value(), "", 0, rules))));
                added++;
            } else if (!merge(listing, book.practice).equals(book.practice)) {
                book.practice = merge(listing, book.practice);
                changed++;
            }
        }
        return Future.succeededFuture(new Registered(added, changed));
    }

    private static Practice merge(PracticeListing listing, Practice known) {
        return new Practice(
                listing.odsCode(),
                listing.name().orElse(known.name()),
                listing.postcode().orElse(known.postcode()),
                listing.listSize().orElse(known.listSize()),
                known.rules());
    }

    private static PublishedBook select(Book book, Selection selection) {
        List<SessionState> sessions = new ArrayList<>();
        List<SessionState> others = new ArrayList<>();
        book.entries.subMap(selection.firstDay(), true, selection.lastDay(), true).values().stream()
                .flatMap(ofDay -> ofDay.values().stream())
                .map(entry -> state(book, entry))
                .forEach(state -> {
                    if (selection
                            .only()
                            .map(only -> only.contains(state.entry().id()))
                            .orElse(true)) {
                        sessions.add(state);
                    } else if (isAlongside(state, selection)) {
                        others.add(state);
                    }
                });
        Map<LocalDate, Integer> ends = new HashMap<>();
        selection.growing().forEach(day -> book.runs.getOrDefault(day, List.of()).stream()
                .mapToInt(SlotRun::endOrdinal)
                .max()
                .ifPresent(end -> ends.put(day, end)));
        return new PublishedBook(book.practice, book.version, sessions, others, ends);
    }

    private static boolean isAlongside(SessionState state, Selection selection) {
        return selection.growing().contains(state.entry().day())
                && Stream.concat(
                                Stream.of(state.entry().care()),
                                state.runs().stream().map(SlotRun::care))
                        .anyMatch(care -> selection.alongside().stream().anyMatch(care::isOfSamePerson));
    }

    private static SessionState state(Book book, SessionEntry entry) {
        SessionId id = entry.id();
        List<SlotRun> runs = book.runs.getOrDefault(entry.day(), List.of()).stream()
                .filter(run -> run.session().equals(id))
                .toList();
        Map<Integer, Owner> owners = new HashMap<>();
        owners(book, entry.day()).forEach((ordinal, owner) -> {
            if (runs.stream().anyMatch(run -> ordinal >= run.firstOrdinal() && ordinal < run.endOrdinal())) {
                owners.put(ordinal, owner);
            }
        });
        Map<Integer, Integer> retired = new HashMap<>(book.retired.getOrDefault(entry.day(), Map.of()));
        retired.keySet().removeIf(first -> runs.stream().noneMatch(run -> run.hasSeat(first)));
        return new SessionState(entry, runs, owners, retired);
    }

    private static boolean isOwned(Book book, Map<LocalDate, BitSet> seats) {
        return seats.entrySet().stream().anyMatch(day -> day.getValue().stream()
                .anyMatch(ordinal -> owners(book, day.getKey()).containsKey(ordinal)));
    }

    private static Map<Integer, Owner> owners(Book book, LocalDate day) {
        return book.owners.computeIfAbsent(day, none -> new HashMap<>());
    }
}
