package org.slotkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.WallClock;
import org.slotkeeper.testing.RedisTalk;
import org.slotkeeper.testing.Stores;

/**
 * What a patient does works on any day, whatever day the machine is in and its stores believe it to be: published, searched, held, confirmed, moved, cancelled and booked by the next one. Each begins a few minutes
 * before one o'clock at night, when the clocks change, and goes through the change.
 */
final class AnyDayTest {

    private static final int SLOTS = 6;

    @ParameterizedTest
    @CsvSource({
        "the last of the year,           2026-12-31",
        "the clocks are put forward,     2027-03-28",
        "the clocks are put back,        2027-10-31",
        "an ordinary day,                2027-11-29",
        "the day before the leap day,    2028-02-28",
        "in the past of every machine,   2019-06-12"
    })
    void aPatientBooksMovesAndCancels(String what, LocalDate day) {
        Instant beforeOne = day.atTime(0, 57).toInstant(ZoneOffset.UTC);
        try (RunningSystem system = RunningSystem.startAt(beforeOne)) {
            OdsCode practice = system.newPractice();
            NhsNumber ann = RunningSystem.newPatient();
            List<String> slots = system.publish(practice, "today", RunningSystem.session(day, SLOTS));
            List<String> tomorrows =
                    system.publish(practice, "tomorrow", RunningSystem.session(day.plusDays(1), SLOTS));
            assertThat(free(system, practice, day)).as(what).isEqualTo(slots);
            assertThat(free(system, practice, day.plusDays(1))).as(what).isEqualTo(tomorrows);

            Answer lapsed = system.held(RunningSystem.newPatient(), practice, slots.get(5));
            Answer held = system.held(ann, practice, slots.get(0));
            system.clock().pass(Duration.ofMinutes(5).minusMillis(1));
            assertThat(free(system, practice, day)).isEqualTo(slots.subList(1, 5));
            Answer booked = system.confirm(ann, practice, held).withStatus(200);
            system.clock().pass(Duration.ofMillis(1));
            assertThat(free(system, practice, day)).doesNotContain(held.slot()).contains(lapsed.slot());

            Answer moved = system.move(ann, practice, booked, tomorrows.get(3)).withStatus(200);
            isFreeAgain(system, practice, day, slots);
            system.cancel(ann, practice, moved, moved.etag()).withStatus(200);
            isFreeAgain(system, practice, day.plusDays(1), tomorrows);

            system.booked(RunningSystem.newPatient(), practice, tomorrows.get(3));
            system.clock().set(WallClock.instantOf(day, LocalTime.of(8, 10)));
            assertThat(free(system, practice, day)).as("what has not begun").isEqualTo(slots.subList(2, SLOTS));
            areKept(practice);
        }
    }

    /** Each day's bits have an end, and not before the day's. */
    private static void areKept(OdsCode practice) {
        List<String> days = RedisTalk.say(Stores.redis(), "KEYS", "{" + practice.value() + "}:[0-9]*");
        assertThat(days).hasSize(2).allSatisfy(key -> assertThat(
                        Long.parseLong(RedisTalk.say(Stores.redis(), "TTL", key).get(0)))
                .as(key)
                .isBetween(2 * 86_400L, 5 * 86_400L));
    }

    private static void isFreeAgain(RunningSystem system, OdsCode practice, LocalDate day, List<String> slots) {
        await().untilAsserted(() -> assertThat(free(system, practice, day)).isEqualTo(slots));
    }

    private static List<String> free(RunningSystem system, OdsCode practice, LocalDate day) {
        String token = system.api().patientToken(RunningSystem.newPatient(), practice);
        return system.api()
                .search(token, practice, day.toString(), day.plusDays(1).toString())
                .withStatus(200)
                .slots();
    }
}
