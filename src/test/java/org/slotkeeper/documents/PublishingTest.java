package org.slotkeeper.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slotkeeper.api.practice.PracticeApi;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.London;
import org.slotkeeper.domain.schedule.SlotId;
import org.slotkeeper.publishing.ListSessions;
import org.slotkeeper.statistics.ReadStatistics;
import org.slotkeeper.system.Answer;
import org.slotkeeper.system.Api;
import org.slotkeeper.system.RunningSystem;

/** What the README says of publishing is taken, up to its limits, and nothing else is. */
final class PublishingTest {

    private static final Pattern NAME = Pattern.compile("`([A-Za-z]+)`");
    private static final Pattern LIMITS = Pattern.compile("([0-9,]+) to ([0-9,]+)");
    private static final LocalDate TODAY = London.dayOf(RunningSystem.NOW);
    private static final JsonObject RULES = new JsonObject()
            .put("onlineBooking", true)
            .put("bookableDaysAhead", 28)
            .put("noticeMinutes", 0)
            .put("cancelNoticeMinutes", 60)
            .put("appointmentsPerPatientMax", 4);

    private static RunningSystem system;
    private static Api api;
    private static String readme;

    private final OdsCode practice = system.newPractice();
    private final String token = api.practiceToken(practice);

    @BeforeAll
    static void start() throws IOException {
        readme = Files.readString(Path.of("README.md"));
        system = RunningSystem.start();
        api = system.api();
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    @Test
    void everyRequestIsNamedAndNoOther() {
        List<String> named = Pattern.compile("(?m)^\\| `([A-Z]+ /(?:publish|statistics)/[^`?]*)")
                .matcher(readme)
                .results()
                .map(found -> found.group(1))
                .toList();

        assertThat(named)
                .containsExactlyInAnyOrderElementsOf(PracticeApi.ALL.stream()
                        .map(operation -> operation.method() + " " + operation.template())
                        .toList());
        assertThat(readme)
                .contains("at most " + ListSessions.DAYS_MAX + " days, the last one included")
                .contains("at most " + ReadStatistics.DAYS_MAX + " days, the last one included");
    }

    @Test
    void everyFieldIsNamedAndNoOther() {
        JsonObject session = publish(session()
                        .put("audience", new JsonArray().add("practice"))
                        .put("release", daysBefore(1))
                        .put("overlap", "allow")
                        .put("overlapReason", "Meant"))
                .withStatus(200)
                .json()
                .getJsonObject("session");
        session.remove("id");

        assertThat(table("field of a session").keySet()).isEqualTo(session.fieldNames());
        assertThat(table("field of the rules").keySet()).isEqualTo(RULES.fieldNames());
    }

    @Test
    void whatIsNotSaidToBeLeftOutIsRequired() {
        table("field of a session").forEach((field, said) -> {
            JsonObject without = session();
            without.remove(field);

            publish(without).withStatus(said.contains("if left out") ? 200 : 400);
        });
    }

    @Test
    void aNumberOfTheRulesIsTakenUpToItsLimits() {
        table("field of the rules").forEach((field, said) -> limits(said).forEach((value, isTaken) -> {
            Answer answer = api.call("PUT", "/publish/" + practice.value() + "/rules")
                    .token(token)
                    .json(RULES.copy().put(field, value))
                    .send();
            requireTaken(answer, isTaken, field);
        }));
    }

    @Test
    void aFieldOfASessionIsTakenUpToItsLimits() {
        Map<String, String> fields = table("field of a session");
        for (String number : List.of("slotMinutes", "capacity")) {
            limits(fields.get(number))
                    .forEach((value, isTaken) ->
                            requireTaken(publish(session().put("end", "08:00").put(number, value)), isTaken, number));
        }
        for (String text : List.of("clinician", "role", "type", "location")) {
            limits(fields.get(text)).forEach((length, isTaken) -> assertThat(
                            publish(session().put(text, "x".repeat(length))).status() == 200)
                    .as(text + " of " + length)
                    .isEqualTo(isTaken));
        }
        limits(fields.get("release"))
                .forEach((days, isTaken) -> requireTaken(
                        publish(session().put("release", daysBefore(days))), isTaken, "release.daysBefore"));
        assertThat(fields.get("capacity")).contains(String.format("%,d places", SlotId.ORDINAL_MAX));
        assertThat(fields.get("date")).isEqualTo("a date from yesterday to 400 days ahead");
        for (int days : List.of(-1, 400)) {
            requireTaken(publish(session().put("date", TODAY.plusDays(days).toString())), true, "date");
        }
        for (int days : List.of(-2, 401)) {
            requireTaken(publish(session().put("date", TODAY.plusDays(days).toString())), false, "date");
        }
    }

    @Test
    void anAudienceIsAListOfItsWords() {
        JsonArray words = new JsonArray(
                List.of("registered-patients", "any-patient", "practice", "org-type:111", "ods:" + practice.value()));
        String said = table("field of a session").get("audience");

        words.forEach(word -> assertThat(said).contains(((String) word).replaceFirst("ods:.*", "ods:CODE")));
        publish(session().put("audience", words)).withStatus(200);
        limits(said)
                .forEach((count, isTaken) -> requireTaken(
                        publish(session().put("audience", new JsonArray(Collections.nCopies(count, "practice")))),
                        isTaken,
                        "audience"));
    }

    private static void requireTaken(Answer answer, boolean isTaken, String field) {
        if (isTaken) {
            answer.withStatus(200);
        } else {
            answer.refusedAs(422, "business-rule", "RULE_BROKEN");
            assertThat(answer.diagnostics()).startsWith(field + ' ');
        }
    }

    /** The least and the most that is said to be taken, and what is just outside. */
    private static Map<Integer, Boolean> limits(String said) {
        Map<Integer, Boolean> tried = new TreeMap<>();
        LIMITS.matcher(said).results().limit(1).forEach(found -> {
            int least = number(found, 1);
            int most = number(found, 2);
            tried.put(least - 1, false);
            tried.put(least, true);
            tried.put(most, true);
            tried.put(most + 1, false);
        });
        return tried;
    }

    private static int number(MatchResult found, int group) {
        return Integer.parseInt(found.group(group).replace(",", ""));
    }

    /** What is said of each field, of the table whose first column has this head. */
    private static Map<String, String> table(String head) {
        String from = readme.substring(readme.indexOf("| " + head + " |"));
        Map<String, String> fields = new TreeMap<>();
        for (String line :
                from.substring(0, from.indexOf("\n\n")).lines().skip(2).toList()) {
            String[] cells = line.split(" \\| |\\| | \\|", -1);
            names(cells[1]).forEach(name -> fields.put(name, cells[2]));
        }
        return fields;
    }

    private static Collection<String> names(String cell) {
        return NAME.matcher(cell).results().map(found -> found.group(1)).collect(Collectors.toSet());
    }

    private static JsonObject session() {
        return RunningSystem.session(RunningSystem.MONDAY, 3)
                .put("start", "00:00")
                .put("end", "00:30");
    }

    private static JsonObject daysBefore(int days) {
        return new JsonObject().put("daysBefore", days).put("time", "08:00");
    }

    private Answer publish(JsonObject session) {
        return api.publish(token, practice, "morning", session);
    }
}
