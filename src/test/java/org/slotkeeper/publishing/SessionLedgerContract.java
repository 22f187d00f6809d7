package org.slotkeeper.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.publishing.Publishing.GP;
import static org.slotkeeper.publishing.Publishing.MONDAY;
import static org.slotkeeper.publishing.Publishing.NOW;
import static org.slotkeeper.publishing.Publishing.NURSE;
import static org.slotkeeper.publishing.Publishing.PRACTICE;
import static org.slotkeeper.publishing.Publishing.RULES;
import static org.slotkeeper.publishing.Publishing.act;
import static org.slotkeeper.publishing.Publishing.done;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.Audience;
import org.slotkeeper.domain.schedule.BookingWindow;
import org.slotkeeper.domain.schedule.Care;
import org.slotkeeper.domain.schedule.Practice.PracticeRules;
import org.slotkeeper.domain.schedule.ReleaseRule;
import org.slotkeeper.domain.schedule.SeatId;
import org.slotkeeper.domain.schedule.SessionId;
import org.slotkeeper.domain.schedule.SessionLayout;
import org.slotkeeper.domain.schedule.SessionRules;
import org.slotkeeper.domain.schedule.SlotRun;
import org.slotkeeper.publishing.spi.Act;
import org.slotkeeper.publishing.spi.Answered;
import org.slotkeeper.publishing.spi.DayOfSession;
import org.slotkeeper.publishing.spi.LayoutChange;
import org.slotkeeper.publishing.spi.Owner;
import org.slotkeeper.publishing.spi.PracticeListing;
import org.slotkeeper.publishing.spi.PublishedBook;
import org.slotkeeper.publishing.spi.RecordAnswer;
import org.slotkeeper.publishing.spi.RecordAnswer.Overtaken;
import org.slotkeeper.publishing.spi.RecordAnswer.Recorded;
import org.slotkeeper.publishing.spi.Selection;
import org.slotkeeper.publishing.spi.SessionEntry;
import org.slotkeeper.publishing.spi.SessionLedger;
import org.slotkeeper.publishing.spi.SessionLedger.Registered;
import org.slotkeeper.publishing.spi.SessionState;

/** What every ledger of sessions does, the one in memory and the real one. */
public abstract class SessionLedgerContract {

    private static final LocalDate TUESDAY = MONDAY.plusDays(1);
    private static final Instant EIGHT = Instant.parse("2026-11-23T08:00:00Z");
    private static final SessionId MORNING = new SessionId("morning");

    private SessionLedger ledger;

    /** A ledger without practices. */
    protected abstract SessionLedger emptyLedger();

    /** The seat gets an appointment, past the port. */
    protected abstract void book(SeatId seat, AppointmentId appointment);

    @BeforeEach
    void aPracticeIsKnown() {
        ledger = emptyLedger();
        assertThat(done(ledger.register(List.of(listing(PRACTICE, "An Example")), RULES, NOW)))
                .isEqualTo(new Registered(1, 0));
    }

    @Test
    void anUnknownPracticeHasNoBook() {
        assertThat(done(ledger.read(new OdsCode("Z99009"), all()))).isEmpty();
    }

    @Test
    void aNewPracticeHasAnEmptyBook() {
        PublishedBook book = read();

        assertThat(book.layoutVersion()).isZero();
        assertThat(book.practice().name()).isEqualTo("An Example");
        assertThat(book.practice().rules()).isEqualTo(RULES);
        assertThat(book.sessions()).isEmpty();
        assertThat(book.nextOrdinal(MONDAY)).isZero();
    }

    @Test
    void whatIsRecordedIsRead() {
        SlotRun run = run(0, 6, GP);
        SessionEntry entry = entry(MONDAY, MORNING, GP);

        RecordAnswer answer = done(ledger.record(change(0, List.of(entry), Map.of(MONDAY, List.of(run))), act()));

        assertThat(answer).isEqualTo(new Recorded(1));
        PublishedBook book = read();
        assertThat(book.layoutVersion()).isEqualTo(1);
        assertThat(book.sessions()).containsExactly(new SessionState(entry, List.of(run), Map.of()));
        assertThat(book.nextOrdinal(MONDAY)).isEqualTo(6);
    }

    @Test
    void aSessionIsReadWithTheCareAndTheRulesItHadWhenItWasRecordedLast() {
        record(0, entry(MONDAY, MORNING, GP), run(0, 3, GP));
        SessionEntry nurse = new SessionEntry(
                new DayOfSession(MONDAY, MORNING),
                new SessionLayout(Publishing.anHourOf(20).entry().time(), Duration.ofMinutes(30), NURSE),
                2,
                new ReleaseRule.DaysBefore(2, LocalTime.of(7, 30)),
                new SessionRules(
                        Instant.parse("2026-11-21T07:30:00Z"),
                        new Audience(true, false, Set.of("111", "hub"), Set.of(new OdsCode("RXX01")))),
                Optional.empty(),
                false);

        record(1, nurse, run(3, 2, NURSE));

        SessionState state = read().sessions().get(0);
        assertThat(state.entry()).isEqualTo(nurse);
        assertThat(state.runs()).containsExactly(run(0, 3, GP), run(3, 2, NURSE));
    }

    @Test
    void aChangeForAnOlderVersionIsNotRecorded() {
        record(0, entry(MONDAY, MORNING, GP), run(0, 3, GP));

        // Without seats, which have keys of their own: nothing but the version stands against it.
        RecordAnswer late = done(ledger.record(change(0, List.of(entry(MONDAY, MORNING, NURSE)), Map.of()), act()));

        assertThat(late).isEqualTo(new Overtaken());
        assertThat(read().layoutVersion()).isEqualTo(1);
        assertThat(read().sessions().get(0).entry().care()).isEqualTo(GP);
    }

    @Test
    void aChangeOfAnUnknownPracticeIsNotRecorded() {
        LayoutChange change = new LayoutChange(
                new OdsCode("Z99009"),
                0,
                List.of(entry(MONDAY, MORNING, GP)),
                Map.of(MONDAY, List.of(run(0, 3, GP))),
                Map.of());

        assertThat(done(ledger.record(change, act()))).isEqualTo(new Overtaken());
    }

    @Test
    void ofManyChangesForOneVersionOneIsRecorded() {
        List<RecordAnswer> answers = IntStream.range(0, 8)
                .mapToObj(n -> ledger.record(
                        change(0, List.of(entry(MONDAY, MORNING, GP)), Map.of(MONDAY, List.of(run(0, 3, GP)))), act()))
                .toList()
                .stream()
                .map(Publishing::done)
                .toList();

        assertThat(answers).filteredOn(Recorded.class::isInstance).hasSize(1);
        assertThat(answers).filteredOn(Overtaken.class::isInstance).hasSize(7);
    }

    @Test
    void withdrawnSeatsBelongToThePractice() {
        record(0, entry(MONDAY, MORNING, GP), run(0, 6, GP));

        Recorded recorded = (Recorded) done(ledger.record(withdrawal(1, 2, 3), act()));

        assertThat(recorded.layoutVersion()).isEqualTo(2);
        assertThat(read().sessions().get(0).owners())
                .isEqualTo(Map.of(2, new Owner.ByPractice(), 3, new Owner.ByPractice()));
    }

    @Test
    void aBookedSeatIsNotWithdrawnAndNothingElseIsRecordedWithIt() {
        record(0, entry(MONDAY, MORNING, GP), run(0, 6, GP));
        AppointmentId appointment = new AppointmentId(new SeatId(PRACTICE, MONDAY, 3), "b".repeat(26));
        book(appointment.origin(), appointment);

        assertThat(done(ledger.record(withdrawal(1, 2, 3), act()))).isEqualTo(new Overtaken());

        PublishedBook book = read();
        assertThat(book.layoutVersion()).isEqualTo(1);
        assertThat(book.sessions().get(0).owners()).isEqualTo(Map.of(3, new Owner.ByAppointment(appointment)));
    }

    @Test
    void whatAChangeSaysItMakesOfASessionIsWhatIsReadThen() {
        AppointmentId appointment = new AppointmentId(new SeatId(PRACTICE, MONDAY, 3), "b".repeat(26));
        BitSet seats = new BitSet();
        seats.set(1, 3);
        LayoutChange other = new LayoutChange(
                PRACTICE,
                1,
                List.of(entry(MONDAY, MORNING, NURSE)),
                Map.of(MONDAY, List.of(run(6, 2, NURSE), run(8, 1, NURSE))),
                Map.of(MONDAY, seats));

        assertReadAsSaid(change(0, List.of(entry(MONDAY, MORNING, GP)), Map.of(MONDAY, List.of(run(0, 6, GP)))));
        book(appointment.origin(), appointment);
        assertReadAsSaid(other);

        assertThat(read().sessions().get(0).owners()).containsOnlyKeys(1, 2, 3);
        assertThat(other.after(TUESDAY, MORNING, Optional.empty())).isEmpty();
    }

    private void assertReadAsSaid(LayoutChange change) {
        Optional<SessionState> said = change.after(MONDAY, MORNING, read().session(MONDAY, MORNING));
        done(ledger.record(change, act()));
        assertThat(said).isPresent().isEqualTo(read().session(MONDAY, MORNING));
    }

    @Test
    void aSelectionHasOnlyItsSessionsAndDaysButAllOrdinalsOfThem() {
        SessionId other = new SessionId("other");
        SlotRun otherRun = new SlotRun(other, 6, 3, 2, EIGHT, Duration.ofMinutes(20), GP);
        Map<LocalDate, List<SlotRun>> runs = new TreeMap<>();
        runs.put(MONDAY, List.of(run(0, 6, GP), otherRun));
        runs.put(TUESDAY, List.of(run(0, 3, GP)));
        List<SessionEntry> entries =
                List.of(entry(MONDAY, MORNING, GP), entry(MONDAY, other, GP), entry(TUESDAY, MORNING, GP));
        done(ledger.record(change(0, entries, runs), act()));

        PublishedBook mondaysMorning = done(ledger.read(
                        PRACTICE, new Selection(MONDAY, MONDAY, Optional.of(Set.of(MORNING)), Set.of(MONDAY))))
                .orElseThrow();

        assertThat(mondaysMorning.sessions()).hasSize(1);
        assertThat(mondaysMorning.sessions().get(0).runs()).containsExactly(run(0, 6, GP));
        assertThat(mondaysMorning.endOrdinals()).isEqualTo(Map.of(MONDAY, 12));
        assertThat(read().sessions()).hasSize(3);
    }

    @Test
    void retiredPlacesAreRecordedAndReadUntilThereAreNone() {
        record(0, entry(MONDAY, MORNING, GP), run(0, 6, GP));

        assertReadAsSaid(retirement(1, Map.of(2, 1, 4, 1)));
        assertThat(read().sessions().get(0).retired()).isEqualTo(Map.of(2, 1, 4, 1));
        assertReadAsSaid(retirement(2, Map.of(2, 0)));

        assertThat(read().sessions().get(0).retired()).isEqualTo(Map.of(4, 1));
    }

    @Test
    void aChangeThatIsOvertakenRetiresNothing() {
        record(0, entry(MONDAY, MORNING, GP), run(0, 6, GP));

        assertThat(done(ledger.record(retirement(0, Map.of(2, 1)), act()))).isEqualTo(new Overtaken());

        assertThat(read().sessions().get(0).retired()).isEmpty();
    }

    @Test
    void sessionsThatAClinicianHasOrHasASlotInAreReadBeside() {
        SessionId other = new SessionId("other");
        SessionId left = new SessionId("left");
        SessionId nurses = new SessionId("nurses");
        Map<LocalDate, List<SlotRun>> runs = new TreeMap<>();
        runs.put(
                MONDAY,
                List.of(
                        run(0, 6, GP),
                        new SlotRun(other, 6, 1, 1, EIGHT, Duration.ofMinutes(20), GP),
                        new SlotRun(left, 7, 1, 1, EIGHT, Duration.ofMinutes(20), GP),
                        new SlotRun(nurses, 8, 1, 1, EIGHT, Duration.ofMinutes(20), NURSE)));
        runs.put(TUESDAY, List.of(new SlotRun(other, 0, 1, 1, EIGHT, Duration.ofMinutes(20), GP)));
        // The clinician of one session is another by now, but there is still a slot of the first.
        List<SessionEntry> entries = List.of(
                entry(MONDAY, MORNING, GP),
                entry(MONDAY, other, GP),
                entry(MONDAY, left, NURSE),
                entry(MONDAY, nurses, NURSE),
                entry(TUESDAY, other, GP));
        done(ledger.record(change(0, entries, runs), act()));
        AppointmentId appointment = new AppointmentId(new SeatId(PRACTICE, MONDAY, 7), "b".repeat(26));
        book(appointment.origin(), appointment);
        done(ledger.record(retirement(1, Map.of(7, 1)), act()));

        PublishedBook book = done(ledger.read(
                        PRACTICE,
                        new Selection(
                                MONDAY.minusDays(7),
                                MONDAY.plusDays(7),
                                Optional.of(Set.of(MORNING)),
                                Set.of(MONDAY),
                                Set.of(GP))))
                .orElseThrow();

        assertThat(book.sessions()).extracting(state -> state.entry().id()).containsExactly(MORNING);
        assertThat(book.others()).extracting(state -> state.entry().id()).containsExactlyInAnyOrder(other, left);
        assertThat(book.others()).extracting(state -> state.entry().day()).containsOnly(MONDAY);
        SessionState ofLeft = book.others().stream()
                .filter(state -> state.entry().id().equals(left))
                .findFirst()
                .orElseThrow();
        assertThat(ofLeft.owners()).isEqualTo(Map.of(7, new Owner.ByAppointment(appointment)));
        assertThat(ofLeft.retired()).isEqualTo(Map.of(7, 1));
    }

    @Test
    void whyASessionMayOverlapIsRecordedAndReadUntilItMayNot() {
        SessionEntry plain = entry(MONDAY, MORNING, GP);
        SessionEntry meant = new SessionEntry(
                new DayOfSession(MONDAY, MORNING),
                new SessionLayout(plain.time(), plain.layout().slotLength(), GP),
                1,
                plain.release(),
                new SessionRules(plain.releasedAt(), plain.audience()),
                Optional.of("Doubles up"),
                false);

        record(0, meant, run(0, 3, GP));
        assertThat(read().sessions().get(0).entry()).isEqualTo(meant);
        assertReadAsSaid(change(1, List.of(plain), Map.of()));

        assertThat(read().sessions().get(0).entry()).isEqualTo(plain);
    }

    @Test
    void rulesAreRecordedAsANewVersion() {
        PracticeRules rules = new PracticeRules(
                false, new BookingWindow(Duration.ofDays(7), Duration.ofMinutes(90)), Duration.ofMinutes(45), 2);

        assertThat(done(ledger.recordRules(new SessionLedger.RulesChange(PRACTICE, 0, rules), act(), Optional.empty())))
                .isEqualTo(new Recorded(1));
        assertThat(done(ledger.recordRules(new SessionLedger.RulesChange(PRACTICE, 0, RULES), act(), Optional.empty())))
                .isEqualTo(new Overtaken());

        assertThat(read().practice().rules()).isEqualTo(rules);
        assertThat(read().layoutVersion()).isEqualTo(1);
    }

    @Test
    void anAnswerIsKeptWithItsChangeForADay() {
        Act act = act();
        Answered answer = new Answered("publish", -7, "{\"first\": \"Zo\u00EB\"}");

        assertThat(done(ledger.answerTo(PRACTICE, act, "publish"))).isEmpty();
        assertThat(done(ledger.record(aChange(0), act, Optional.of(answer)))).isInstanceOf(Recorded.class);

        assertThat(done(ledger.answerTo(PRACTICE, act, "publish"))).contains(answer);
        assertThat(done(ledger.answerTo(PRACTICE, act, "withdraw"))).isEmpty();
        assertThat(done(ledger.answerTo(new OdsCode("Z99002"), act, "publish"))).isEmpty();
        assertThat(done(ledger.answerTo(PRACTICE, by(act, "Z99002"), "publish")))
                .isEmpty();
        assertThat(done(ledger.answerTo(PRACTICE, later(act, Duration.ofDays(1)), "publish")))
                .contains(answer);
        assertThat(done(ledger.answerTo(PRACTICE, later(act, Duration.ofDays(1).plusSeconds(1)), "publish")))
                .isEmpty();
    }

    @Test
    void aRequestThatWasMetRecordsNothing() {
        Act act = act();
        Answered first = new Answered("publish", 1, "first");
        Answered second = new Answered("publish", 2, "second");
        assertThat(done(ledger.record(aChange(0), act, Optional.of(first)))).isInstanceOf(Recorded.class);

        assertThat(done(ledger.record(aChange(1), act, Optional.of(second)))).isEqualTo(new Overtaken());
        assertThat(done(ledger.recordRules(
                        new SessionLedger.RulesChange(PRACTICE, 1, RULES), act, Optional.of(second))))
                .isEqualTo(new Overtaken());
        assertThat(done(ledger.keepAnswer(PRACTICE, act, second))).isFalse();

        assertThat(read().layoutVersion()).isEqualTo(1);
        assertThat(done(ledger.answerTo(PRACTICE, act, "publish"))).contains(first);
    }

    @Test
    void anAnswerIsAmendedForTheSameContentOnly() {
        Act act = act();
        Answered first = new Answered("publish", 1, "first");
        assertThat(done(ledger.record(aChange(0), act, Optional.of(first)))).isInstanceOf(Recorded.class);

        done(ledger.amendAnswer(PRACTICE, act, new Answered("publish", 2, "of something else")));
        assertThat(done(ledger.answerTo(PRACTICE, act, "publish"))).contains(first);
        Answered better = new Answered("publish", 1, "better");
        done(ledger.amendAnswer(PRACTICE, act, better));

        assertThat(done(ledger.answerTo(PRACTICE, act, "publish"))).contains(better);
    }

    @Test
    void anAnswerIsNotKeptOfAChangeThatIsOvertaken() {
        Act act = act();

        assertThat(done(ledger.record(aChange(5), act, Optional.of(new Answered("publish", 1, "first")))))
                .isEqualTo(new Overtaken());

        assertThat(done(ledger.answerTo(PRACTICE, act, "publish"))).isEmpty();
    }

    @Test
    void anAnswerToNoChangeIsKeptOnceUntilItIsForgotten() {
        Act act = act();
        Answered first = new Answered("publish", 1, "first");
        Answered second = new Answered("publish", 2, "second");

        assertThat(done(ledger.keepAnswer(PRACTICE, act, first))).isTrue();
        assertThat(done(ledger.keepAnswer(PRACTICE, act, second))).isFalse();
        assertThat(done(ledger.answerTo(PRACTICE, act, "publish"))).contains(first);
        Act dayAfter = later(act, Duration.ofDays(1).plusSeconds(1));
        assertThat(done(ledger.keepAnswer(PRACTICE, dayAfter, second))).isTrue();

        assertThat(done(ledger.answerTo(PRACTICE, dayAfter, "publish"))).contains(second);
    }

    private static LayoutChange aChange(int seenVersion) {
        return change(seenVersion, List.of(entry(MONDAY, new SessionId("s" + seenVersion), GP)), Map.of());
    }

    private static Act by(Act act, String ods) {
        Caller other = new Caller.PracticeSystem(new OdsCode(ods), Set.of(Caller.PUBLISH));
        return new Act(other, act.requestId(), act.now(), act.deadline());
    }

    private static Act later(Act act, Duration by) {
        return new Act(
                act.caller(),
                act.requestId(),
                act.now().plus(by),
                act.deadline().plus(by));
    }

    @Test
    void toRegisterAListAgainChangesNothing() {
        List<PracticeListing> list = List.of(listing(PRACTICE, "An Example"), listing(new OdsCode("Z99002"), "Other"));

        assertThat(done(ledger.register(list, RULES, NOW))).isEqualTo(new Registered(1, 0));
        assertThat(done(ledger.register(list, RULES, NOW.plusSeconds(9)))).isEqualTo(new Registered(0, 0));
    }

    @Test
    void aListingCorrectsWhatItSaysAndNothingElse() {
        PracticeRules others =
                new PracticeRules(false, new BookingWindow(Duration.ofDays(7), Duration.ZERO), Duration.ZERO, 1);
        PracticeListing renamed =
                new PracticeListing(PRACTICE, Optional.of("Another Name"), Optional.empty(), Optional.empty());

        assertThat(done(ledger.register(List.of(renamed), others, NOW))).isEqualTo(new Registered(0, 1));

        assertThat(read().practice().name()).isEqualTo("Another Name");
        assertThat(read().practice().listSize()).isEqualTo(5_000);
        assertThat(read().practice().postcode()).isEqualTo("ZZ1 1ZZ");
        assertThat(read().practice().rules()).as("rules are the practice's own").isEqualTo(RULES);
    }

    @Test
    void aPracticeListedWithoutANameIsCalledByItsCode() {
        OdsCode code = new OdsCode("Z99003");
        PracticeListing bare = new PracticeListing(code, Optional.empty(), Optional.empty(), Optional.empty());

        done(ledger.register(List.of(bare), RULES, NOW));

        assertThat(done(ledger.read(code, all())).orElseThrow().practice().name())
                .isEqualTo("Z99003");
    }

    private PublishedBook read() {
        return done(ledger.read(PRACTICE, all())).orElseThrow();
    }

    private void record(int seenVersion, SessionEntry entry, SlotRun run) {
        assertThat(done(ledger.record(change(seenVersion, List.of(entry), Map.of(entry.day(), List.of(run))), act())))
                .isInstanceOf(Recorded.class);
    }

    private static LayoutChange change(
            int seenVersion, List<SessionEntry> entries, Map<LocalDate, List<SlotRun>> runs) {
        return new LayoutChange(PRACTICE, seenVersion, entries, runs, Map.of());
    }

    private static LayoutChange withdrawal(int seenVersion, int... ordinals) {
        BitSet seats = new BitSet();
        for (int ordinal : ordinals) {
            seats.set(ordinal);
        }
        return new LayoutChange(PRACTICE, seenVersion, List.of(), Map.of(), Map.of(MONDAY, seats));
    }

    private static LayoutChange retirement(int seenVersion, Map<Integer, Integer> places) {
        return new LayoutChange(PRACTICE, seenVersion, List.of(), Map.of(), Map.of(), Map.of(MONDAY, places));
    }

    private static SlotRun run(int firstOrdinal, int slots, Care care) {
        return new SlotRun(MORNING, firstOrdinal, slots, 1, EIGHT, Duration.ofMinutes(10), care);
    }

    private static SessionEntry entry(LocalDate day, SessionId id, Care care) {
        SessionDraft draft = Publishing.anHourOf(10);
        return new SessionDraft(
                        id,
                        new Timetable(
                                day,
                                draft.timetable().start(),
                                draft.timetable().end(),
                                draft.timetable().slotLength(),
                                1),
                        care,
                        draft.release(),
                        draft.audience(),
                        Optional.empty())
                .entry();
    }

    private static PracticeListing listing(OdsCode code, String name) {
        return new PracticeListing(code, Optional.of(name), Optional.of("ZZ1 1ZZ"), Optional.of(5_000));
    }

    private static Selection all() {
        return new Selection(MONDAY.minusDays(7), MONDAY.plusDays(7), Optional.empty(), Set.of(MONDAY, TUESDAY));
    }
}
