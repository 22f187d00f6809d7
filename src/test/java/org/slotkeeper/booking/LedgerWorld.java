package org.slotkeeper.booking;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.slotkeeper.booking.spi.AppointmentLedger.Listing;
import org.slotkeeper.booking.spi.AppointmentLedger.Reader;
import org.slotkeeper.booking.spi.Attempt;
import org.slotkeeper.booking.spi.Change;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.appointment.Request;
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

/** Practices, seats and requests to try a ledger with: each practice has the same two days, each with a doctor's twenty slots (ordinals 0 to 19) and a clinic's ten slots with three places (20 to 49). */
public final class LedgerWorld {

    public static final LocalDate DAY = LocalDate.parse("2026-11-23");
    public static final LocalDate NEXT_DAY = DAY.plusDays(1);
    public static final Instant NOW = Instant.parse("2026-11-16T12:00:00.123456Z");
    public static final Instant LONG_AFTER = Instant.parse("2100-01-01T00:00:00Z");
    public static final int LIMIT = 5;
    public static final int CLINIC = 20;
    public static final Listing ALL =
            new Listing(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 100);
    private static final AtomicInteger PRACTICES = new AtomicInteger();
    private static final AtomicInteger PATIENTS = new AtomicInteger();
    private static final AtomicInteger KEYS = new AtomicInteger();

    private LedgerWorld() {}

    public static OdsCode newPractice() {
        return new OdsCode(String.format("T%05d", PRACTICES.incrementAndGet()));
    }

    public static NhsNumber newPatient() {
        return NhsNumber.ofDemonstration(PATIENTS.incrementAndGet());
    }

    public static PracticeBook bookOf(OdsCode practice) {
        Practice.PracticeRules rules = new Practice.PracticeRules(
                true, new BookingWindow(Duration.ofDays(60), Duration.ZERO), Duration.ZERO, LIMIT);
        return new PracticeBook(
                new Practice(practice, "The Practice", "LS1 1AA", 8_000, rules),
                1,
                List.of(dayOf(practice, DAY), dayOf(practice, NEXT_DAY)));
    }

    public static List<SlotRun> runsOf(LocalDate day) {
        Instant nine = day.atTime(9, 0).toInstant(ZoneOffset.UTC);
        Care doctor = new Care("Dr Ada Brown", "GP", Channel.IN_PERSON, "Routine", "Main surgery");
        Care clinic = new Care("Nurse Kim Lee", "Nurse", Channel.IN_PERSON, "Flu vaccination", "Annexe");
        Duration tenMinutes = Duration.ofMinutes(10);
        return List.of(
                new SlotRun(new SessionId("doctor"), 0, 20, 1, nine, tenMinutes, doctor),
                new SlotRun(new SessionId("clinic"), CLINIC, 10, 3, nine, tenMinutes, clinic));
    }

    private static DayBook dayOf(OdsCode practice, LocalDate day) {
        SessionRules open = new SessionRules(Instant.EPOCH, Audience.REGISTERED_PATIENTS);
        return new DayBook(
                practice, day, runsOf(day), Map.of(new SessionId("doctor"), open, new SessionId("clinic"), open));
    }

    /** The time of the slots that these ordinals belong to. */
    public static Interval timeOf(LocalDate day, List<Integer> ordinals) {
        List<Interval> times =
                ordinals.stream().map(ordinal -> timeOf(day, ordinal)).toList();
        return new Interval(
                times.stream().map(Interval::start).min(Instant::compareTo).orElseThrow(),
                times.stream().map(Interval::end).max(Instant::compareTo).orElseThrow());
    }

    private static Interval timeOf(LocalDate day, int ordinal) {
        SlotRun run = runsOf(day).get(ordinal < CLINIC ? 0 : 1);
        return run.timeOf(run.indexOf(ordinal));
    }

    public static Caller.Patient self(NhsNumber patient) {
        return new Caller.Patient(patient, Optional.empty(), Optional.empty());
    }

    public static Caller practiceSystem(OdsCode practice) {
        return new Caller.PracticeSystem(practice, Set.of());
    }

    public static Caller organisation(String code) {
        return new Caller.Organisation(new OdsCode(code), "111", Set.of());
    }

    public static Request request(Caller caller) {
        int number = KEYS.incrementAndGet();
        String digits = String.format("%026d", number);
        StringBuilder key = new StringBuilder();
        digits.chars().forEach(digit -> key.append((char) ('a' + digit - '0')));
        return new Request(UUID.randomUUID(), UUID.randomUUID(), number, key.toString(), caller, LONG_AFTER);
    }

    public static Request otherContent(Request request) {
        return new Request(
                request.requestId(),
                request.key(),
                request.fingerprint() + 1,
                request.appointmentKey(),
                request.caller(),
                request.deadline());
    }

    /** The same booking, refused for good because the patient has as many as there may be. */
    public static Change.Refuse refusing(Change.Book wanted) {
        return new Change.Refuse(
                wanted.id().practice(), "book", wanted.request(), new Refusal.PatientLimit(LIMIT), wanted.now());
    }

    public static Change.Book wanted(OdsCode practice, NhsNumber patient, Integer... ordinals) {
        return wanted(practice, patient, request(self(patient)), DAY, List.of(ordinals));
    }

    public static Change.Book wanted(
            OdsCode practice, NhsNumber patient, Request request, LocalDate day, List<Integer> ordinals) {
        AppointmentId id = new AppointmentId(new SeatId(practice, day, ordinals.get(0)), request.appointmentKey());
        return new Change.Book(
                id,
                allocation(practice, day, ordinals),
                new Appointment.Notes(Optional.of("a sore knee"), Optional.empty()),
                LIMIT,
                new Attempt(request, patient, NOW));
    }

    /** The ledger itself knows of which slots the seats are, and what for. */
    private static Appointment.Allocation allocation(OdsCode practice, LocalDate day, List<Integer> ordinals) {
        return new Appointment.Allocation(
                seats(
                        practice,
                        day,
                        ordinals.stream().mapToInt(Integer::intValue).toArray()),
                List.of(),
                timeOf(day, ordinals),
                new Care("nobody", "none", Channel.IN_PERSON, "anything", "anywhere"));
    }

    public static Change.Cancel cancel(Appointment seen) {
        return new Change.Cancel(seen, "better now", request(self(seen.patient())), NOW.plusSeconds(60));
    }

    public static Change.Amend amend(Appointment seen, String comment) {
        return new Change.Amend(
                seen,
                new Appointment.Notes(Optional.empty(), Optional.of(comment)),
                request(self(seen.patient())),
                NOW.plusSeconds(60));
    }

    public static Change.Move move(Appointment seen, LocalDate day, Integer... ordinals) {
        return new Change.Move(
                seen,
                allocation(seen.practice(), day, List.of(ordinals)),
                seen.notes(),
                request(self(seen.patient())),
                NOW.plusSeconds(60));
    }

    public static Reader reader(Caller caller) {
        return new Reader(caller, UUID.randomUUID(), NOW);
    }

    public static List<SeatId> seats(OdsCode practice, LocalDate day, int... ordinals) {
        return Arrays.stream(ordinals)
                .mapToObj(ordinal -> new SeatId(practice, day, ordinal))
                .toList();
    }

    public static List<SlotId> slots(OdsCode practice, LocalDate day, int... ordinals) {
        List<SlotId> slots = new ArrayList<>();
        for (int ordinal : ordinals) {
            slots.add(new SlotId(practice, day, ordinal));
        }
        return slots;
    }
}
