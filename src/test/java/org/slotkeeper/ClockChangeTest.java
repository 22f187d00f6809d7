package org.slotkeeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slotkeeper.domain.NhsNumber;
import org.slotkeeper.domain.OdsCode;
import org.slotkeeper.fhir.Bodies;

/**
 * On the two Sundays when London's clocks change, eight o'clock is still eight o'clock.
 *
 * <p>2037 has the calendar of 2026. The inventory forgets days that have passed by its own clock, so the days of a test must be ahead.
 */
final class ClockChangeTest {

    @ParameterizedTest
    @CsvSource({
        "2037-03-28, 2037-03-21T09:00:00Z, +00:00, 08:00:00Z",
        "2037-03-29, 2037-03-22T09:00:00Z, +01:00, 07:00:00Z",
        "2037-10-24, 2037-10-17T08:00:00Z, +01:00, 07:00:00Z",
        "2037-10-25, 2037-10-18T08:00:00Z, +00:00, 08:00:00Z"
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
}
