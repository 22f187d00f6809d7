package org.slotkeeper.api.fhir;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slotkeeper.booking.spi.PracticeBooks;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.Audience;
import org.slotkeeper.domain.schedule.BookingWindow;
import org.slotkeeper.domain.schedule.Care;
import org.slotkeeper.domain.schedule.Channel;
import org.slotkeeper.domain.schedule.DayBook;
import org.slotkeeper.domain.schedule.Practice;
import org.slotkeeper.domain.schedule.Practice.PracticeRules;
import org.slotkeeper.domain.schedule.PracticeBook;
import org.slotkeeper.domain.schedule.SessionId;
import org.slotkeeper.domain.schedule.SessionRules;
import org.slotkeeper.domain.schedule.SlotRun;

/** Four practices: one with everything, one closed to online booking, one that has published nothing, one whose slots are for its own staff. */
final class Books implements PracticeBooks {

    static final Instant NOW = Instant.parse("2026-11-16T09:00:00Z");
    static final LocalDate MONDAY = LocalDate.parse("2026-11-23");
    static final LocalDate TUESDAY = MONDAY.plusDays(1);
    static final LocalDate FAR = LocalDate.parse("2026-12-21");
    static final Instant RELEASE = Instant.parse("2026-11-20T08:00:00Z");

    static final OdsCode OPEN = new OdsCode("A81001");
    static final OdsCode CLOSED = new OdsCode("B82002");
    static final OdsCode EMPTY = new OdsCode("C83003");
    static final OdsCode STAFF_ONLY = new OdsCode("D84004");

    static final int SEATS = 60;
    static final int LAYOUT = 1;

    private static final Care DOCTOR = new Care(
            "Dr Ada Example", "General Medical Practitioner", Channel.IN_PERSON, "GP appointment", "Main surgery");
    private static final Care NURSE =
            new Care("Nurse \"Bo\" O'Neill", "Practice Nurse", Channel.IN_PERSON, "Flu clinic", "Branch, Högby & Co");
    private static final Care CALL =
            new Care("Dr Ada Example", "General Medical Practitioner", Channel.TELEPHONE, "Phone call", "Main surgery");

    private static final SessionRules RELEASED = new SessionRules(Instant.EPOCH, Audience.REGISTERED_PATIENTS);
    private static final SessionRules EMBARGOED = new SessionRules(RELEASE, Audience.REGISTERED_PATIENTS);
    private static final SessionRules FOR_ANYBODY =
            new SessionRules(Instant.EPOCH, new Audience(true, true, Set.of(), Set.of()));
    private static final SessionRules HUB =
            new SessionRules(Instant.EPOCH, new Audience(true, false, Set.of("111"), Set.of()));

    private final Map<OdsCode, PracticeBook> books = Map.of(
            OPEN, open(),
            CLOSED, book(CLOSED, false, List.of(day(CLOSED, MONDAY, FOR_ANYBODY))),
            EMPTY, book(EMPTY, true, List.of()),
            STAFF_ONLY,
                    book(
                            STAFF_ONLY,
                            true,
                            List.of(day(STAFF_ONLY, MONDAY, new SessionRules(Instant.EPOCH, Audience.PRACTICE_ONLY)))));

    Map<OdsCode, PracticeBook> all() {
        return books;
    }

    @Override
    public Future<Optional<PracticeBook>> find(OdsCode practice) {
        return Future.succeededFuture(Optional.ofNullable(books.get(practice)));
    }

    @Override
    public Future<Optional<PracticeBook>> find(OdsCode practice, int atLeastVersion) {
        return find(practice);
    }

    /** On Monday: twelve slots of ten minutes from 8, five places at each of three times from 10, six embargoed calls from 14. Tuesday and one far day: twelve slots. */
    private static PracticeBook open() {
        SessionId doctor = new SessionId("doctor");
        SessionId nurse = new SessionId("nurse");
        SessionId calls = new SessionId("calls");
        DayBook monday = new DayBook(
                OPEN,
                MONDAY,
                List.of(
                        new SlotRun(doctor, 0, 12, 1, at(MONDAY, 8), Duration.ofMinutes(10), DOCTOR),
                        new SlotRun(nurse, 12, 3, 5, at(MONDAY, 10), Duration.ofMinutes(20), NURSE),
                        new SlotRun(calls, 27, 6, 1, at(MONDAY, 14), Duration.ofMinutes(10), CALL)),
                Map.of(doctor, HUB, nurse, RELEASED, calls, EMBARGOED));
        return book(OPEN, true, List.of(monday, day(OPEN, TUESDAY, RELEASED), day(OPEN, FAR, RELEASED)));
    }

    private static DayBook day(OdsCode practice, LocalDate day, SessionRules rules) {
        SessionId session = new SessionId("morning");
        SlotRun run = new SlotRun(session, 0, 12, 1, at(day, 8), Duration.ofMinutes(10), DOCTOR);
        return new DayBook(practice, day, List.of(run), Map.of(session, rules));
    }

    private static PracticeBook book(OdsCode practice, boolean isOnline, List<DayBook> days) {
        PracticeRules rules = new PracticeRules(
                isOnline, new BookingWindow(Duration.ofDays(14), Duration.ofHours(1)), Duration.ofHours(24), 2);
        return new PracticeBook(
                new Practice(practice, "The " + practice + " Surgery", "AB1 2CD", 9_000, rules), LAYOUT, days);
    }

    private static Instant at(LocalDate day, int hour) {
        return Times.midnight(day).plus(Duration.ofHours(hour));
    }
}
