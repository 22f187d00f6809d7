package org.slotkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.system.RunningSystem.MONDAY;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.testing.Patience;

/** A practice sees what became of its appointments, soon after they were booked, and nobody else does. */
final class StatisticsTest {

    private static RunningSystem system;
    private static Api api;

    @BeforeAll
    static void start() {
        system = RunningSystem.start();
        api = system.api();
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    @Test
    void whatIsBookedMovedAndCancelledIsCounted() {
        OdsCode practice = system.practiceWithSlots(12);
        List<String> slots = system.freeOnMonday(practice);
        NhsNumber ann = RunningSystem.newPatient();
        NhsNumber ben = RunningSystem.newPatient();
        system.booked(RunningSystem.newPatient(), practice, slots.get(0));
        Answer cancelled = system.booked(ann, practice, slots.get(1));
        Answer moved = system.booked(ben, practice, slots.get(2));
        system.cancel(ann, practice, cancelled, cancelled.etag()).withStatus(200);
        system.move(ben, practice, moved, slots.get(7)).withStatus(200);

        JsonArray expected = new JsonArray().add(hour(8, 3, 1, 1)).add(hour(9, 1, 0, 0));
        Awaitility.await().atMost(Patience.LONG).untilAsserted(() -> assertThat(
                        read(api.practiceToken(practice), practice, MONDAY.toString(), MONDAY.toString())
                                .withStatus(200)
                                .json()
                                .getJsonArray("hours"))
                .isEqualTo(expected));
    }

    @Test
    void onlyThePracticeIsToldOfItsOwn() {
        OdsCode practice = system.newPractice();
        OdsCode other = system.newPractice();
        String day = MONDAY.toString();

        for (String token : List.of(api.practiceToken(other), api.patientToken(RunningSystem.newPatient(), practice))) {
            Answer unused = read(token, practice, day, day).refusedAs(403, "forbidden", "FORBIDDEN");
        }
        JsonObject nothing = read(api.practiceToken(practice), practice, day, day)
                .withStatus(200)
                .json();
        assertThat(nothing)
                .isEqualTo(new JsonObject()
                        .put("practice", practice.value())
                        .put("from", day)
                        .put("to", day)
                        .put("hours", new JsonArray()));
    }

    @ParameterizedTest
    @CsvSource({
        "from=2037-11-23, to",
        "to=2037-11-23, from",
        "from=23.11.2037&to=2037-11-23, from",
        "from=2037-11-23&to=2037-11-23&day=1, query"
    })
    void whatAreNotTwoDaysIsRefusedByName(String query, String named) {
        OdsCode practice = system.newPractice();

        Answer refused = api.call("GET", "/statistics/" + practice + '?' + query)
                .token(api.practiceToken(practice))
                .send();

        assertThat(refused.refusedAs(400, "value", "INVALID_PARAMETER").body()).contains("\"expression\":[\"" + named);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2037-11-22", "2038-01-24"})
    void aPeriodThatEndsBeforeItBeginsOrIsTooLongIsRefused(String to) {
        OdsCode practice = system.newPractice();

        Answer refused = read(api.practiceToken(practice), practice, "2037-11-23", to);

        assertThat(refused.refusedAs(422, "business-rule", "RULE_BROKEN").body())
                .contains("\"expression\":[\"to");
    }

    @Test
    void aPracticeThatThereIsNotIsSaidToBeUnknown() {
        OdsCode nobody = new OdsCode("Q99999");

        Answer unused = read(api.practiceToken(nobody), nobody, MONDAY.toString(), MONDAY.toString())
                .refusedAs(404, "not-found", "PRACTICE_UNKNOWN");
    }

    @Test
    void twoMonthsCanBeReadAtOnce() {
        OdsCode practice = system.newPractice();

        read(api.practiceToken(practice), practice, "2037-11-23", "2038-01-23").withStatus(200);
    }

    private static Answer read(String token, OdsCode practice, String from, String to) {
        return api.call("GET", "/statistics/" + practice + "?from=" + from + "&to=" + to)
                .token(token)
                .send();
    }

    private static JsonObject hour(int hour, int booked, int cancelled, int moved) {
        return new JsonObject()
                .put("date", MONDAY.toString())
                .put("channel", "In-person")
                .put("hour", hour)
                .put("booked", booked)
                .put("cancelled", cancelled)
                .put("moved", moved);
    }
}
