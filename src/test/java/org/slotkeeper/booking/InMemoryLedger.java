package org.slotkeeper.booking;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slotkeeper.booking.spi.AppointmentLedger;
import org.slotkeeper.booking.spi.Change;
import org.slotkeeper.booking.spi.LedgerAnswer;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.Appointment.State;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.appointment.Refusal.Reason;
import org.slotkeeper.domain.appointment.RefusalText;
import org.slotkeeper.domain.appointment.Request;
import org.slotkeeper.domain.party.Booker;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.Interval;
import org.slotkeeper.domain.schedule.PracticeBook;
import org.slotkeeper.domain.schedule.SeatId;
import org.slotkeeper.domain.schedule.Slot;

/** The ledger as a few maps under one lock: so simple that the real one is judged by it. */
public final class InMemoryLedger implements AppointmentLedger {

    private final Function<OdsCode, PracticeBook> books;
    private final Map<AppointmentId, List<Appointment>> versions = new HashMap<>();
    private final Map<AppointmentId, String> bookedBy = new HashMap<>();
    private final Map<SeatId, Optional<AppointmentId>> owners = new HashMap<>();
    private final Map<RequestName, Asked> asked = new HashMap<>();
    private final List<Noted> trail = new ArrayList<>();
    /** The latest instant that a caller has named. */
    private Instant lastHeard = Instant.EPOCH;

    public InMemoryLedger(Function<OdsCode, PracticeBook> books) {
        this.books = books;
    }

    /** One row of the audit trail. */
    public record Noted(
            Instant at,
            OdsCode practice,
            String caller,
            String operation,
            String outcome,
            Optional<AppointmentId> appointment,
            UUID requestId) {}

    private record RequestName(OdsCode practice, UUID key) {}

    /** What came of a request: a version of an appointment, or a refusal. */
    private record Asked(long fingerprint, Optional<AppointmentId> id, int version, Optional<Refusal> refusal) {}

    private Future<LedgerAnswer> book(Change.Book wanted) {
        Optional<Refusal> refusal = refusalOfPatient(
                        wanted.patient(), wanted.id(), wanted.time(), wanted.appointmentsPerPatientMax(), wanted.now())
                .or(() -> refusalOfSeats(
                        wanted.id(), seatsOf(wanted.id(), wanted.id().origin().day(), wanted.ordinals())));
        return decide("book", wanted.id(), wanted.request(), 1, wanted.now(), refusal, () -> record(wanted));
    }

    @Override
    public synchronized Future<LedgerAnswer> change(Change change) {
        return change.match(this::book, this::cancel, this::amend, this::move, this::refuse);
    }

    private Future<LedgerAnswer> cancel(Change.Cancel cancel) {
        return decide("cancel", cancel, refusalOfVersion(cancel), () -> {
            Appointment seen = cancel.seen();
            seen.seats().forEach(owners::remove);
            append(
                    seen,
                    State.CANCELLED,
                    seen.seats(),
                    seen.time(),
                    seen.notes(),
                    Optional.of(cancel.reason()),
                    cancel.now());
        });
    }

    private Future<LedgerAnswer> amend(Change.Amend amend) {
        Appointment seen = amend.seen();
        return decide(
                "amend",
                amend,
                refusalOfVersion(amend),
                () -> append(
                        seen,
                        seen.state(),
                        seen.seats(),
                        seen.time(),
                        amend.notes(),
                        seen.cancelReason(),
                        amend.now()));
    }

    private Future<LedgerAnswer> move(Change.Move move) {
        Appointment seen = move.seen();
        List<SeatId> seats = seatsOf(seen.id(), move.to().day(), move.to().ordinals());
        Optional<Refusal> refusal = refusalOfVersion(move)
                .or(() -> refusalOfPatient(seen.patient(), seen.id(), move.to().time(), Integer.MAX_VALUE, move.now()))
                .or(() -> refusalOfSeats(seen.id(), seats));
        return decide("move", move, refusal, () -> {
            seen.seats().forEach(owners::remove);
            seats.forEach(seat -> owners.put(seat, Optional.of(seen.id())));
            append(seen, State.BOOKED, seats, move.to().time(), move.notes(), Optional.empty(), move.now());
        });
    }

    private Future<LedgerAnswer> refuse(Change.Refuse refusing) {
        Request request = refusing.request();
        RequestName name = new RequestName(refusing.practice(), request.key());
        LedgerAnswer answer = answered(refusing.practice(), request).orElseGet(() -> {
            Refusal stored = asStored(refusing.refusal());
            asked.put(name, new Asked(request.fingerprint(), Optional.empty(), 0, Optional.of(stored)));
            return new LedgerAnswer.Refused(stored);
        });
        note(
                refusing.practice(),
                refusing.operation(),
                word(answer),
                Optional.empty(),
                new Reader(request.caller(), request.requestId(), refusing.now()));
        return Future.succeededFuture(answer);
    }

    @Override
    public synchronized Future<Optional<LedgerAnswer>> answerTo(OdsCode practice, Request request) {
        return Future.succeededFuture(toldAgain(practice, request));
    }

    @Override
    public synchronized Future<Optional<Appointment>> look(AppointmentId id, Request request) {
        return Future.succeededFuture(current(id).filter(found -> isFor(request.caller(), found)));
    }

    @Override
    public synchronized Future<Optional<Appointment>> read(AppointmentId id, Reader reader) {
        Optional<Appointment> visible = current(id).filter(found -> isFor(reader.caller(), found));
        note(id.practice(), "read", visible.isPresent() ? "SHOWN" : "NOT_FOUND", Optional.of(id), reader);
        return Future.succeededFuture(visible);
    }

    @Override
    public synchronized Future<Listed> list(NhsNumber patient, Listing listing, Reader reader) {
        List<Appointment> matching = latest().filter(
                        each -> each.patient().equals(patient) && isFor(reader.caller(), each))
                .filter(each -> listing.isInTime(each.time()))
                .filter(each -> listing.states()
                        .map(states -> states.contains(each.state()))
                        .orElse(true))
                .sorted(Comparator.comparing(Place::of))
                .toList();
        List<Appointment> behind = matching.stream()
                .filter(each -> listing.after()
                        .map(after -> Place.of(each).compareTo(after) > 0)
                        .orElse(true))
                .toList();
        List<Appointment> page = behind.stream().limit(listing.countMax()).toList();
        page.forEach(each -> note(each.practice(), "list", "SHOWN", Optional.of(each.id()), reader));
        return Future.succeededFuture(new Listed(page, matching.size(), behind.size() > page.size()));
    }

    @Override
    public synchronized Future<Void> audit(
            OdsCode practice, String operation, String outcome, Optional<AppointmentId> appointment, Reader reader) {
        note(practice, operation, outcome, appointment, reader);
        return Future.succeededFuture();
    }

    /** Takes seats for the practice itself, as a withdrawal does. */
    public synchronized void withdraw(OdsCode practice, LocalDate day, List<Integer> ordinals) {
        ordinals.forEach(ordinal -> owners.putIfAbsent(new SeatId(practice, day, ordinal), Optional.empty()));
    }

    /** Every appointment in its current version. */
    public synchronized List<Appointment> appointments() {
        return latest().toList();
    }

    public synchronized List<Noted> auditTrail() {
        return List.copyOf(trail);
    }

    public synchronized boolean isOccupied(SeatId seat) {
        return owners.containsKey(seat);
    }

    /** Whether the practice itself has the seat. */
    public synchronized boolean isWithdrawn(SeatId seat) {
        return owners.containsKey(seat) && owners.get(seat).isEmpty();
    }

    private Future<LedgerAnswer> decide(
            String operation, Change.OfAppointment change, Optional<Refusal> refusal, Runnable effect) {
        return decide(
                operation,
                change.seen().id(),
                change.request(),
                change.seen().version() + 1,
                change.now(),
                refusal,
                effect);
    }

    private Future<LedgerAnswer> decide(
            String operation,
            AppointmentId id,
            Request request,
            int version,
            Instant now,
            Optional<Refusal> refusal,
            Runnable effect) {
        LedgerAnswer answer = answered(id.practice(), request).orElseGet(() -> {
            asked.put(
                    new RequestName(id.practice(), request.key()),
                    new Asked(request.fingerprint(), Optional.of(id), version, refusal));
            return refusal.<LedgerAnswer>map(LedgerAnswer.Refused::new).orElseGet(() -> {
                effect.run();
                return new LedgerAnswer.Recorded(version, micros(now));
            });
        });
        note(
                id.practice(),
                operation,
                word(answer),
                Optional.of(id),
                new Reader(request.caller(), request.requestId(), now));
        return Future.succeededFuture(answer);
    }

    private Optional<LedgerAnswer> answered(OdsCode practice, Request request) {
        return Optional.ofNullable(asked.get(new RequestName(practice, request.key())))
                .map(before -> {
                    if (before.fingerprint() != request.fingerprint()) {
                        return new LedgerAnswer.Refused(new Refusal.Plain(Reason.REQUEST_ID_REUSED));
                    }
                    return before.refusal()
                            .<LedgerAnswer>map(LedgerAnswer.Refused::new)
                            .orElseGet(() -> new LedgerAnswer.Replayed(
                                    versions.get(before.id().orElseThrow()).get(before.version() - 1)));
                });
    }

    /** To tell an answer again is an access like others, and has its row in the audit trail. */
    private Optional<LedgerAnswer> toldAgain(OdsCode practice, Request request) {
        Optional<LedgerAnswer> answer = answered(practice, request);
        Reader reader = new Reader(request.caller(), request.requestId(), lastHeard);
        answer.ifPresent(told -> note(practice, "answer", word(told), Optional.empty(), reader));
        return answer;
    }

    /** Alternatives are not stored: they are out of date when a refusal is told again. */
    private static Refusal asStored(Refusal refusal) {
        return RefusalText.parse(RefusalText.of(refusal));
    }

    private Optional<Refusal> refusalOfVersion(Change.OfAppointment change) {
        Optional<Appointment> current = current(change.seen().id());
        if (current.isEmpty()) {
            return Optional.of(new Refusal.Plain(Reason.APPOINTMENT_UNKNOWN));
        }
        boolean isAsSeen = current.get().version() == change.seen().version()
                && current.get().state() == State.BOOKED;
        return isAsSeen ? Optional.empty() : Optional.of(new Refusal.Plain(Reason.STALE_VERSION));
    }

    @Override
    public synchronized Future<Optional<Refusal>> objection(Room room) {
        Predicate<Appointment> all = each -> true;
        return Future.succeededFuture(refusalOfPatient(
                room.practice(), room.patient(), all, room.time(), room.appointmentsMax(), room.now()));
    }

    private Optional<Refusal> refusalOfPatient(
            NhsNumber patient, AppointmentId except, Interval time, int countMax, Instant now) {
        return refusalOfPatient(except.practice(), patient, each -> !each.id().equals(except), time, countMax, now);
    }

    @SuppressWarnings("checkstyle:ParameterNumber")
    private Optional<Refusal> refusalOfPatient(
            OdsCode practice,
            NhsNumber patient,
            Predicate<Appointment> counts,
            Interval time,
            int countMax,
            Instant now) {
        List<Interval> diary = latest().filter(each ->
                        each.patient().equals(patient) && each.practice().equals(practice))
                .filter(each -> each.state().occupies() && counts.test(each))
                .map(Appointment::time)
                .filter(each -> each.end().isAfter(now))
                .toList();
        if (diary.stream().filter(each -> each.start().isAfter(now)).count() >= countMax) {
            return Optional.of(new Refusal.PatientLimit(countMax));
        }
        return diary.stream().anyMatch(time::overlaps)
                ? Optional.of(new Refusal.Plain(Reason.PATIENT_OVERLAP))
                : Optional.empty();
    }

    private Optional<Refusal> refusalOfSeats(AppointmentId id, List<SeatId> seats) {
        boolean areFree = seats.stream()
                .allMatch(seat -> owners.getOrDefault(seat, Optional.of(id)).equals(Optional.of(id)));
        return areFree ? Optional.empty() : Optional.of(new Refusal.SlotTaken(List.of()));
    }

    private void record(Change.Book wanted) {
        List<SeatId> seats = seatsOf(wanted.id(), wanted.id().origin().day(), wanted.ordinals());
        seats.forEach(seat -> owners.put(seat, Optional.of(wanted.id())));
        bookedBy.put(wanted.id(), wanted.request().caller().key());
        List<Slot> slots = slotsOf(seats);
        Instant now = micros(wanted.now());
        Appointment booked = new Appointment(
                wanted.id(),
                wanted.patient(),
                new Appointment.Revision(1, State.BOOKED, Optional.empty(), now),
                new Appointment.Allocation(
                        seats,
                        slots.stream().map(Slot::id).toList(),
                        wanted.time(),
                        slots.get(0).care()),
                wanted.notes(),
                new Appointment.Booked(Booker.of(wanted.request().caller()), now));
        versions.put(wanted.id(), new ArrayList<>(List.of(booked)));
    }

    private void append(
            Appointment seen,
            State state,
            List<SeatId> seats,
            Interval time,
            Appointment.Notes notes,
            Optional<String> cancelReason,
            Instant now) {
        List<Slot> slots = slotsOf(seats);
        versions.get(seen.id())
                .add(new Appointment(
                        seen.id(),
                        seen.patient(),
                        new Appointment.Revision(seen.version() + 1, state, cancelReason, micros(now)),
                        new Appointment.Allocation(
                                seats,
                                slots.stream().map(Slot::id).toList(),
                                time,
                                slots.get(0).care()),
                        notes,
                        seen.booked()));
    }

    /** Whether the appointment is for the caller's eyes. */
    public synchronized boolean isFor(Caller caller, Appointment appointment) {
        if (caller instanceof Caller.Patient patient) {
            return patient.nhsNumber().equals(appointment.patient());
        }
        if (caller instanceof Caller.PracticeSystem own) {
            return own.organisation().equals(appointment.practice());
        }
        return caller.key().equals(bookedBy.get(appointment.id()));
    }

    private Optional<Appointment> current(AppointmentId id) {
        return Optional.ofNullable(versions.get(id)).map(each -> each.get(each.size() - 1));
    }

    private Stream<Appointment> latest() {
        return versions.keySet().stream().map(id -> current(id).orElseThrow());
    }

    private List<Slot> slotsOf(List<SeatId> seats) {
        return seats.stream()
                .map(seat -> books.apply(seat.practice())
                        .day(seat.day())
                        .flatMap(day -> day.slotOfSeat(seat.ordinal()))
                        .orElseThrow())
                .toList();
    }

    private static List<SeatId> seatsOf(AppointmentId id, LocalDate day, List<Integer> ordinals) {
        return ordinals.stream()
                .map(ordinal -> new SeatId(id.practice(), day, ordinal))
                .toList();
    }

    private void note(
            OdsCode practice, String operation, String outcome, Optional<AppointmentId> appointment, Reader reader) {
        lastHeard = reader.now().isAfter(lastHeard) ? reader.now() : lastHeard;
        trail.add(new Noted(
                micros(reader.now()),
                practice,
                reader.caller().key(),
                operation,
                outcome,
                appointment,
                reader.requestId()));
    }

    private static String word(LedgerAnswer answer) {
        if (answer instanceof LedgerAnswer.Refused refused) {
            return refused.refusal().reason().name();
        }
        return answer instanceof LedgerAnswer.Replayed ? "REPLAYED" : "RECORDED";
    }

    /** The ledger keeps microseconds. */
    private static Instant micros(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }
}
