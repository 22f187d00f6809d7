package org.slotkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slotkeeper.api.fhir.Bodies;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.WallClock;

/** On the two Sundays when London's clocks change, eight o'clock is still eight o'clock, and a day before it is one on the wall. */
final class ClockChangeTest {

    @ParameterizedTest
    @CsvSource({
        "2027-03-27, 2027-03-20T09:00:00Z, +00:00, 08:00:00Z",
        "2027-03-28, 2027-03-21T09:00:00Z, +01:00, 07:00:00Z",
        "2027-10-30, 2027-10-23T08:00:00Z, +01:00, 07:00:00Z",
        "2027-10-31, 2027-10-24T08:00:00Z, +00:00, 08:00:00Z"
    })
    void aMorningSessionIsFoundAndBookedByTheWallClock(
            LocalDate day, Instant aWeekBefore, String offset, String eightInUtc) {
        try (RunningSystem system = RunningSystem.startAt(aWeekBefore)) {
            Api api = system.api();
            NhsNumber ann = RunningSystem.newPatient();
            OdsCode practice = system.newPractice();
            JsonObject session = RunningSystem.session(day, 24);
            assertThat(session.getString("end")).isEqualTo("12:00");
            List<String> slots = system.publish(practice, "morning", session);
            String token = api.patientToken(ann, practice);

            Answer found =
                    api.search(token, practice, day.toString(), day.plusDays(1).toString());
            List<JsonObject> free = found.withStatus(200).validR4().resources("Slot");
            assertThat(free).hasSize(24);
            assertThat(free.get(0).getString("start")).isEqualTo(day + "T08:00:00" + offset);
            assertThat(free.get(23).getString("end")).isEqualTo(day + "T12:00:00" + offset);

            Answer byInstant = api.search(token, practice, day + "T" + eightInUtc, day + "T08:10:00" + offset);
            assertThat(byInstant.withStatus(200).slots()).containsExactly(slots.get(0));

            Answer booked = api.book(token, Bodies.appointment(ann, slots.get(0)))
                    .send()
                    .withStatus(201)
                    .validR4();
            assertThat(booked.json().getString("start")).isEqualTo(day + "T08:00:00" + offset);
            assertThat(booked.json().getString("end")).isEqualTo(day + "T08:10:00" + offset);
            assertThat(api.read(token, booked.id()).json()).isEqualTo(booked.json());
            assertThat(system.count(
                            "SELECT count(*) FROM appointment WHERE starts_at = '" + day + "T" + eightInUtc + "'"))
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2027-04-05, 2027-02-22T09:00:00Z, 2027-04-04T08:00:00Z",
        "2027-03-28, 2027-02-14T09:00:00Z, 2027-03-27T09:00:00Z",
        "2027-11-05, 2027-09-24T08:00:00Z, 2027-11-04T09:00:00Z",
        "2027-10-31, 2027-09-19T08:00:00Z, 2027-10-30T08:00:00Z"
    })
    void aSlotAtNineCanBeBookedFromNineOnAndCancelledUntilNineADayBefore(
            LocalDate day, Instant opens, Instant lastCancelled) {
        Instant weeksBefore = opens.minus(Duration.ofDays(12));
        try (RunningSystem system = RunningSystem.startAt(weeksBefore)) {
            NhsNumber ann = RunningSystem.newPatient();
            OdsCode practice = system.newPractice();
            rules(system, practice);
            String nine = system.publish(practice, "morning", RunningSystem.session(day, 24))
                    .get(6);

            for (Instant early : List.of(weeksBefore, opens.minusMillis(1))) {
                system.clock().set(early);
                assertThat(system.book(ann, practice, nine)
                                .refusedAs(422, "business-rule", "OUTSIDE_BOOKING_WINDOW")
                                .instant("opens-at"))
                        .hasValue(opens.toString());
                assertThat(atNine(system, practice, day).slots()).isEmpty();
                assertThat(atNine(system, practice, day).json().encode()).contains(opens.toString());
            }

            system.clock().set(opens);
            assertThat(atNine(system, practice, day).slots()).containsExactly(nine);
            Answer booked = system.booked(ann, practice, nine);

            system.clock().set(lastCancelled.plusMillis(1));
            system.cancel(ann, practice, booked, booked.etag()).refusedAs(422, "business-rule", "TOO_LATE");
            system.clock().set(lastCancelled);
            system.cancel(ann, practice, booked, booked.etag()).withStatus(200);
        }
    }

    private static Answer atNine(RunningSystem system, OdsCode practice, LocalDate day) {
        String token = system.api().patientToken(RunningSystem.newPatient(), practice);
        Instant nine = WallClock.instantOf(day, LocalTime.of(9, 0));
        return system.api()
                .search(token, practice, nine.toString(), nine.plusSeconds(600).toString())
                .withStatus(200);
    }

    /** A day's notice is said in minutes, and is a day all the same. */
    private static void rules(RunningSystem system, OdsCode practice) {
        JsonObject rules = new JsonObject()
                .put("onlineBooking", true)
                .put("bookableDaysAhead", 42)
                .put("noticeMinutes", 0)
                .put("cancelNoticeMinutes", 24 * 60)
                .put("appointmentsPerPatientMax", 5);
        system.api()
                .call("PUT", "/publish/" + practice.value() + "/rules")
                .token(system.api().practiceToken(practice))
                .json(rules)
                .send()
                .withStatus(200);
    }
}
