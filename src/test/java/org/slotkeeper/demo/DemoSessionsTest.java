package org.slotkeeper.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.slotkeeper.api.practice.PracticeList;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.Audience;
import org.slotkeeper.domain.schedule.Channel;
import org.slotkeeper.domain.schedule.ReleaseRule;
import org.slotkeeper.domain.schedule.SessionId;
import org.slotkeeper.publishing.SessionDraft;
import org.slotkeeper.publishing.spi.PracticeListing;

final class DemoSessionsTest {

    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);
    private static final LocalDate SATURDAY = MONDAY.plusDays(5);
    private static final OdsCode PRACTICE = new OdsCode("Z99001");

    private final DemoSessions demo = new DemoSessions(DemoProfile.ofEngland(), 42);

    @Test
    void theSameSeedPracticeAndDayHaveTheSameSessions() {
        DemoSessions same = new DemoSessions(DemoProfile.ofEngland(), 42);
        DemoSessions other = new DemoSessions(DemoProfile.ofEngland(), 43);

        assertThat(same.sessions(PRACTICE, 9_000, MONDAY)).isEqualTo(demo.sessions(PRACTICE, 9_000, MONDAY));
        assertThat(other.sessions(PRACTICE, 9_000, MONDAY)).isNotEqualTo(demo.sessions(PRACTICE, 9_000, MONDAY));
    }

    @Property(tries = 200)
    void everyPracticeHasSomethingToBookOnlineOnEachWeekday(
            @ForAll @IntRange(max = 120_000) int listSize, @ForAll @IntRange(max = 4) int weekday) {
        List<SessionDraft> sessions = demo.sessions(PRACTICE, listSize, MONDAY.plusDays(weekday));

        assertThat(sessions).anyMatch(session -> session.audience().equals(Audience.REGISTERED_PATIENTS));
        Set<SessionId> names = new HashSet<>();
        assertThat(sessions).allMatch(session -> names.add(session.id()));
    }

    @Test
    void onlyBiggerPracticesOpenOnSaturdaysAndNobodyOnSundays() {
        assertThat(demo.sessions(PRACTICE, 11_999, SATURDAY)).isEmpty();
        assertThat(demo.sessions(PRACTICE, 12_000, SATURDAY)).isNotEmpty();
        assertThat(demo.sessions(PRACTICE, 120_000, SATURDAY.plusDays(1))).isEmpty();
    }

    @Test
    void anUnknownListSizeCountsAsTheMedian() {
        assertThat(slots(demo.sessions(PRACTICE, 0, MONDAY))).isEqualTo(slots(demo.sessions(PRACTICE, 8_818, MONDAY)));
    }

    @Test
    void aClinicianIsInOnePlaceAtATime() {
        for (int listSize = 500; listSize < 40_000; listSize += 250) {
            OdsCode practice = new OdsCode("Z8" + (1_000 + listSize / 250));
            List<SessionDraft> sessions = demo.sessions(practice, listSize, MONDAY);

            for (SessionDraft one : sessions) {
                for (SessionDraft other : sessions) {
                    boolean isSame = one.care().isOfSamePerson(other.care());
                    boolean overlaps =
                            one.timetable().start().isBefore(other.timetable().end())
                                    && other.timetable()
                                            .start()
                                            .isBefore(one.timetable().end());
                    assertThat(one == other || !isSame || !overlaps)
                            .as("%s and %s of %s patients", one.id(), other.id(), listSize)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void sharesOverManyPracticesAreThoseOfTheProfile() {
        List<SessionDraft> sessions = new ArrayList<>();
        for (int practice = 0; practice < 400; practice++) {
            sessions.addAll(demo.sessions(new OdsCode("Z9" + (1_000 + practice)), 4_000 + practice * 30, MONDAY));
        }

        assertShare(sessions, session -> session.care().role().startsWith("General"), 0.444, 0.02);
        assertShare(sessions, session -> session.care().role().equals("Nurse"), 0.196, 0.02);
        assertShare(sessions, session -> session.care().channel() == Channel.TELEPHONE, 0.246, 0.02);
        assertShare(sessions, session -> session.care().channel() == Channel.VIDEO, 0.082, 0.01);
        assertShare(sessions, session -> session.audience().equals(Audience.REGISTERED_PATIENTS), 0.25, 0.02);
        ReleaseRule onTheDay = new ReleaseRule.DaysBefore(0, LocalTime.of(8, 0));
        assertShare(sessions, session -> session.release().equals(onTheDay), 0.25 * 0.437 / 2, 0.01);
    }

    @Test
    void theInventedListCanBeRead() throws IOException {
        try (InputStream input = DemoPractices.open()) {
            PracticeList list = PracticeList.read(input);

            assertThat(list.problems()).isEmpty();
            assertThat(list.listings())
                    .hasSize(5)
                    .allMatch(one -> one.odsCode().value().startsWith("Z99"));
        }
    }

    /** Run with {@code -Dpractices.file=FILE.csv}, a list of all practices of England. */
    @Test
    @EnabledIfSystemProperty(named = "practices.file", matches = ".+")
    void aMondayOfEnglandHasAsManySlotsAsItHasAppointments() throws IOException {
        try (InputStream input = Files.newInputStream(Path.of(System.getProperty("practices.file")))) {
            long slots = 0;
            for (PracticeListing one : PracticeList.read(input).listings()) {
                slots += slots(demo.sessions(one.odsCode(), one.listSize().orElse(0), MONDAY));
            }
            assertThat(slots).isBetween(1_600_000L, 1_700_000L);
        }
    }

    private static void assertShare(
            List<SessionDraft> sessions, Predicate<SessionDraft> which, double share, double tolerance) {
        List<SessionDraft> those = sessions.stream().filter(which).toList();
        assertThat((double) slots(those) / slots(sessions)).isEqualTo(share, within(tolerance));
    }

    private static int slots(List<SessionDraft> sessions) {
        return sessions.stream().mapToInt(session -> session.slotTimes().size()).sum();
    }
}
