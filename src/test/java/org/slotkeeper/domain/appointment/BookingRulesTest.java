package org.slotkeeper.domain.appointment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.slotkeeper.domain.appointment.Refusal.Reason;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.Audience;
import org.slotkeeper.domain.schedule.BookingWindow;
import org.slotkeeper.domain.schedule.Care;
import org.slotkeeper.domain.schedule.Channel;
import org.slotkeeper.domain.schedule.DayBook;
import org.slotkeeper.domain.schedule.Practice;
import org.slotkeeper.domain.schedule.SessionId;
import org.slotkeeper.domain.schedule.SessionRules;
import org.slotkeeper.domain.schedule.Slot;
import org.slotkeeper.domain.schedule.SlotRun;

final class BookingRulesTest {

    private static final OdsCode PRACTICE = new OdsCode("A81001");
    private static final LocalDate DAY = LocalDate.of(2026, 11, 23);
    private static final Instant NINE = Instant.parse("2026-11-23T09:00:00Z");
    private static final Instant RELEASE = Instant.parse("2026-11-23T08:00:00Z");
    private static final String DOCTOR = "Dr A. Example";
    private static final String MAIN = "Main surgery";
    private static final SessionId SESSION = new SessionId("s1");
    private static final Caller PATIENT =
            new Caller.Patient(NhsNumber.ofDemonstration(1), Optional.of(PRACTICE), Optional.empty());
    private static final Caller STAFF = new Caller.PracticeSystem(PRACTICE, Set.of(Caller.WRITE));

    @Test
    void aSlotIsEmbargoedUntilTheInstantBeforeItsRelease() {
        assertThat(refusal(PATIENT, RELEASE.minusMillis(1), 0)).contains(new Refusal.Embargoed(RELEASE));
        assertThat(refusal(PATIENT, RELEASE, 0)).isEmpty();
    }

    @Test
    void aSlotCanBeBookedUntilTheInstantBeforeItStarts() {
        assertThat(refusal(PATIENT, NINE.minusMillis(1), 0)).isEmpty();
        assertThat(refusal(PATIENT, NINE, 0)).map(Refusal::reason).contains(Reason.IN_THE_PAST);
    }

    @Test
    void theBookingWindowIncludesBothItsEnds() {
        BookingWindow window = new BookingWindow(Duration.ofDays(14), Duration.ofHours(1));
        assertThat(window.isOpenAt(NINE.minus(Duration.ofDays(14)).minusMillis(1), NINE))
                .isFalse();
        assertThat(window.isOpenAt(NINE.minus(Duration.ofDays(14)), NINE)).isTrue();
        assertThat(window.isOpenAt(NINE.minus(Duration.ofHours(1)), NINE)).isTrue();
        assertThat(window.isOpenAt(NINE.minus(Duration.ofHours(1)).plusMillis(1), NINE))
                .isFalse();
    }

    @Test
    void outsideTheBookingWindowItIsSaidWhenItIsOpen() {
        BookingWindow window = new BookingWindow(Duration.ofDays(14), Duration.ofMinutes(30));
        Practice practice = practice(true, window);
        Instant last = NINE.minus(Duration.ofMinutes(30));

        assertThat(BookingRules.refusalOf(slots(0), practice, PATIENT, last)).isEmpty();
        assertThat(BookingRules.refusalOf(slots(0), practice, PATIENT, last.plusMillis(1)))
                .contains(new Refusal.OutsideBookingWindow(NINE.minus(Duration.ofDays(14)), last));
        assertThat(BookingRules.refusalOf(slots(0), practice, STAFF, last.plusMillis(1)))
                .as("for its own staff it is always open")
                .isEmpty();
    }

    @Test
    void thePracticeItselfIsNotBoundByItsEmbargo() {
        assertThat(refusal(STAFF, RELEASE.minusSeconds(60), 0)).isEmpty();
    }

    @Test
    void slotsThatDoNotFollowEachOtherAreNotAdjacent() {
        assertThat(refusal(PATIENT, RELEASE, 0, 1)).isEmpty();
        assertThat(refusal(PATIENT, RELEASE, 0, 2)).map(Refusal::reason).contains(Reason.NOT_ADJACENT);
        assertThat(refusal(PATIENT, RELEASE, 1, 0)).map(Refusal::reason).contains(Reason.NOT_ADJACENT);
        assertThat(refusal(PATIENT, RELEASE, 0, 0)).map(Refusal::reason).contains(Reason.NOT_ADJACENT);
    }

    @Test
    void slotsThatFollowEachOtherInTimeAreAdjacentInOneScheduleChannelAndKindOnly() {
        Care care = care(DOCTOR, Channel.IN_PERSON, "Acute", MAIN);

        assertThat(adjacent(care, care)).isTrue();
        assertThat(adjacent(care, care(DOCTOR, Channel.IN_PERSON, "Smear test", MAIN)))
                .isFalse();
        assertThat(adjacent(care, care(DOCTOR, Channel.TELEPHONE, "Acute", MAIN)))
                .isFalse();
        assertThat(adjacent(care, care("Dr B. Example", Channel.IN_PERSON, "Acute", MAIN)))
                .isFalse();
        assertThat(adjacent(care, care(DOCTOR, Channel.IN_PERSON, "Acute", "Branch surgery")))
                .isFalse();
    }

    /** Of two runs of one session that follow each other, whether the last slot of the one goes with the first of the other. */
    private static boolean adjacent(Care before, Care after) {
        SlotRun first = new SlotRun(SESSION, 0, 1, 1, NINE, Duration.ofMinutes(10), before);
        SlotRun second = new SlotRun(SESSION, 1, 1, 1, first.end(), Duration.ofMinutes(10), after);
        List<Slot> slots = book(first, second).slots();
        Optional<Reason> refusal =
                BookingRules.refusalOf(slots, practice(true), PATIENT, RELEASE).map(Refusal::reason);
        assertThat(refusal.orElse(Reason.NOT_ADJACENT)).isEqualTo(Reason.NOT_ADJACENT);
        return refusal.isEmpty();
    }

    @Test
    void aPatientOfAnotherPracticeDoesNotSeeWhatIsForRegisteredPatients() {
        Caller stranger =
                new Caller.Patient(NhsNumber.ofDemonstration(2), Optional.of(new OdsCode("B82002")), Optional.empty());
        assertThat(refusal(stranger, RELEASE, 0)).map(Refusal::reason).contains(Reason.SLOT_UNKNOWN);
    }

    @Test
    void aPatientWhoseTokenNamesNoPracticeIsRegisteredNowhere() {
        Caller nowhere = new Caller.Patient(NhsNumber.ofDemonstration(2), Optional.empty(), Optional.empty());
        Caller anywhere = new Caller.Patient(NhsNumber.ofDemonstration(2), Optional.empty(), true, Optional.empty());

        assertThat(refusal(nowhere, RELEASE, 0)).map(Refusal::reason).contains(Reason.SLOT_UNKNOWN);
        assertThat(refusal(anywhere, RELEASE, 0)).isEmpty();
        Audience anyPatient = new Audience(false, true, Set.of(), Set.of());
        assertThat(anyPatient.admits(nowhere, PRACTICE)).isTrue();
    }

    @Test
    void whenOnlineBookingIsOffThatIsTheReasonWhateverElseHolds() {
        Practice off = practice(false);
        assertThat(BookingRules.refusalOf(slots(0), off, PATIENT, RELEASE.minusSeconds(1)))
                .map(Refusal::reason)
                .contains(Reason.ONLINE_BOOKING_OFF);
        assertThat(BookingRules.refusalOf(slots(0), off, STAFF, RELEASE)).isEmpty();
    }

    private static Optional<Refusal> refusal(Caller caller, Instant now, int... indexes) {
        return BookingRules.refusalOf(slots(indexes), practice(true), caller, now);
    }

    private static List<Slot> slots(int... indexes) {
        Care care = care(DOCTOR, Channel.IN_PERSON, "Acute", MAIN);
        SlotRun run = new SlotRun(SESSION, 0, 6, 1, NINE, Duration.ofMinutes(10), care);
        DayBook book = book(run);
        return java.util.Arrays.stream(indexes)
                .mapToObj(index -> book.slot(run.ordinalOf(index)).orElseThrow())
                .toList();
    }

    private static Care care(String clinician, Channel channel, String serviceType, String location) {
        return new Care(clinician, "General Medical Practitioner", channel, serviceType, location);
    }

    private static DayBook book(SlotRun... runs) {
        return new DayBook(
                PRACTICE, DAY, List.of(runs), Map.of(SESSION, new SessionRules(RELEASE, Audience.REGISTERED_PATIENTS)));
    }

    private static Practice practice(boolean onlineBooking) {
        return practice(onlineBooking, new BookingWindow(Duration.ofDays(42), Duration.ZERO));
    }

    private static Practice practice(boolean onlineBooking, BookingWindow window) {
        return new Practice(
                PRACTICE,
                "Example",
                "AA1 1AA",
                1000,
                new Practice.PracticeRules(onlineBooking, window, Duration.ZERO, 5));
    }
}
