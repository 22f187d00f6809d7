package org.slotkeeper.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.Audience;
import org.slotkeeper.domain.schedule.BookingWindow;
import org.slotkeeper.domain.schedule.Care;
import org.slotkeeper.domain.schedule.Channel;
import org.slotkeeper.domain.schedule.DayBook;
import org.slotkeeper.domain.schedule.Practice;
import org.slotkeeper.domain.schedule.PracticeBook;
import org.slotkeeper.domain.schedule.SessionId;
import org.slotkeeper.domain.schedule.SessionRules;
import org.slotkeeper.domain.schedule.Slot;
import org.slotkeeper.domain.schedule.SlotRun;

/** The one practice of the simulations, with so few slots that patients are in each other's way: a doctor's single slots one after the other, and a clinic's slot with two places, on two days. */
final class Surgery {

    static final OdsCode PRACTICE = new OdsCode("A81001");
    static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);
    static final List<LocalDate> DAYS = List.of(MONDAY, MONDAY.plusDays(1));
    static final Instant START = Instant.parse("2026-11-23T06:00:00Z");
    static final int APPOINTMENTS_MAX = 2;

    private static final int CLINIC_PLACES = 2;
    private static final Map<Integer, Surgery> BY_SIZE = new ConcurrentHashMap<>();

    private final PracticeBook book;
    private final List<Slot> slots;
    private final BitSet seats = new BitSet();

    private Surgery(int doctorSlots) {
        List<DayBook> days = DAYS.stream().map(day -> dayOf(day, doctorSlots)).toList();
        Practice practice = new Practice(
                PRACTICE,
                "Example Surgery",
                "AA1 1AA",
                1_000,
                new Practice.PracticeRules(
                        true,
                        new BookingWindow(Duration.ofDays(42), Duration.ZERO),
                        Duration.ofMinutes(5),
                        APPOINTMENTS_MAX));
        this.book = new PracticeBook(practice, 1, days);
        this.slots = days.stream().flatMap(day -> day.slots().stream()).toList();
        seats.set(0, doctorSlots + CLINIC_PLACES);
    }

    /** The same practice is made once and used by all simulations: nobody changes it. */
    static Surgery of(int doctorSlots) {
        return BY_SIZE.computeIfAbsent(doctorSlots, Surgery::new);
    }

    private static DayBook dayOf(LocalDate day, int doctorSlots) {
        Instant nine = Instant.parse(day + "T09:00:00Z");
        Care doctor =
                new Care("Dr A. Example", "General Medical Practitioner", Channel.IN_PERSON, "Acute", "Main surgery");
        Care clinic = new Care("Nurse B. Example", "Nurse", Channel.IN_PERSON, "Clinic", "Annexe");
        List<SlotRun> runs = new ArrayList<>();
        runs.add(new SlotRun(new SessionId("doctor"), 0, doctorSlots, 1, nine, Duration.ofMinutes(10), doctor));
        runs.add(new SlotRun(
                new SessionId("clinic"),
                doctorSlots,
                1,
                CLINIC_PLACES,
                nine.plus(Duration.ofHours(2)),
                Duration.ofMinutes(30),
                clinic));
        SessionRules open = new SessionRules(START.minus(Duration.ofDays(7)), Audience.REGISTERED_PATIENTS);
        return new DayBook(PRACTICE, day, runs, Map.of(new SessionId("doctor"), open, new SessionId("clinic"), open));
    }

    PracticeBook book() {
        return book;
    }

    /** All slots of both days. */
    List<Slot> slots() {
        return slots;
    }

    /** The published seats of each day. */
    BitSet seats() {
        return (BitSet) seats.clone();
    }
}
