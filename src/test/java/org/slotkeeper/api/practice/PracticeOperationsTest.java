package org.slotkeeper.api.practice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.publishing.Publishing.PRACTICE;
import static org.slotkeeper.publishing.Publishing.done;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slotkeeper.api.EngineAnswer;
import org.slotkeeper.api.EngineRequest;
import org.slotkeeper.api.Failure;
import org.slotkeeper.api.Operation;
import org.slotkeeper.api.RequestTarget;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.publishing.Publishing;
import org.slotkeeper.testing.AllRoutes;

final class PracticeOperationsTest {

    private static final AtomicLong REQUESTS = new AtomicLong();

    private static final String SESSION = """
            {"date":"2026-11-23","start":"08:00","end":"09:00","slotMinutes":20,"capacity":1,
             "clinician":"Dr A. Example","role":"General Medical Practitioner","channel":"In-person",
             "type":"General Consultation Acute","location":"Main surgery"}""";
    private static final String RULES = """
            {"onlineBooking":true,"bookableDaysAhead":14,"noticeMinutes":60,"cancelNoticeMinutes":120,"appointmentsPerPatientMax":2}""";

    private final Publishing practice = new Publishing();
    private final PracticeOperations operations = new PracticeOperations(
            practice.publishSession,
            practice.withdrawSession,
            practice.listSessions,
            practice.setPracticeRules,
            PracticeOperationsTest::write,
            () -> Publishing.NOW);

    @Test
    void aPublishedSessionIsAnsweredWithItsSlotsAndWhoSeesThem() {
        JsonObject answer = publish(SESSION);

        assertThat(answer.getJsonArray("slots").getJsonObject(0))
                .isEqualTo(new JsonObject()
                        .put("id", "Z99001-20261123-000")
                        .put("start", "2026-11-23T08:00:00+00:00")
                        .put("end", "2026-11-23T08:20:00+00:00")
                        .put("capacity", 1)
                        .put("state", "free"));
        assertThat(answer.getJsonArray("slots")).hasSize(3);
        assertThat(answer.getJsonArray("visibility"))
                .isEqualTo(new JsonArray()
                        .add(new JsonObject()
                                .put("who", "registered-patients")
                                .put("from", "2026-10-26T08:00:00+00:00")));
        assertThat(answer.getJsonArray("kept")).isEmpty();
        assertThat(answer.getInteger("layoutVersion")).isEqualTo(1);
    }

    @Test
    void whatIsAnsweredAsTheSessionCanBePublishedAgain() {
        JsonObject first = publish(session().put("release", daysBefore(0, "08:00")));

        JsonObject again = publish(withoutId(first.getJsonObject("session")));

        assertThat(again).isEqualTo(first);
        assertThat(again.getJsonArray("slots").getJsonObject(0).getString("state"))
                .isEqualTo("embargoed");
    }

    @Test
    void aWriteWhoseDeadlineHasPassedIsNotBegunAndItsCallerIsToComeBack() {
        practice.now = Publishing.NOW.plusSeconds(5);

        EngineAnswer late = publishing(SESSION);

        assertThat(late.status()).isEqualTo(503);
        assertThat(late.headers()).containsKey("Retry-After");
        assertThat(practice.ledger.version(PRACTICE)).isZero();
    }

    @Test
    void summerTimesHaveTheOffsetOfSummer() {
        JsonObject answer = publish(session().put("date", "2027-06-07"));

        assertThat(answer.getJsonArray("slots").getJsonObject(0).getString("start"))
                .isEqualTo("2027-06-07T08:00:00+01:00");
    }

    @Test
    void everyFormOfReleaseAndAudienceIsUnderstood() {
        JsonObject at = new JsonObject().put("at", "2026-11-23T07:00:00+01:00");
        JsonArray audience = new JsonArray()
                .add("any-patient")
                .add("practice")
                .add("org-type:111")
                .add("ods:RXX01");

        JsonObject answer = publish(session().put("release", at).put("audience", audience));

        assertThat(answer.getJsonObject("session").getJsonObject("release").getString("at"))
                .isEqualTo("2026-11-23T06:00:00+00:00");
        assertThat(answer.getJsonArray("visibility")).hasSize(3);
    }

    @Test
    void recurrenceIsRefusedByName() {
        Failed failed =
                refused(publishing(session().put("recurrence", new JsonObject()).toString()));

        assertThat(failed).isEqualTo(new Failed(422, "NOT_SUPPORTED", "recurrence"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{",
                "{}{}",
                "{} x",
                "{\"date\":\"2026-11-23\",\"date\":\"2026-11-23\"}",
                "{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":1}}}}}}",
                "\uFEFF{}",
                "{\"capacity\":NaN}",
                "{\"capacity\":123456789012345678901234567890}",
                "{'date':'2026-11-23'}",
                "{\"date\":\"2026-11-23\",}",
                "{/**/}"
            })
    void aBodyThatIsNotOneStrictJsonObjectIsMalformed(String body) {
        assertThat(refused(publishing(body)).status()).isEqualTo(400);
        assertThat(refused(publishing(body)).code()).isEqualTo("MALFORMED");
    }

    @Test
    void aBodyThatIsNotUtf8IsMalformed() {
        byte[] latin1 = SESSION.replace("Dr A.", "Dr \u00c9.").getBytes(StandardCharsets.ISO_8859_1);

        EngineAnswer answer = answer(PracticeApi.SESSION_PUBLISH, List.of("Z99001", "morning"), Buffer.buffer(latin1));

        assertThat(refused(answer).code()).isEqualTo("MALFORMED");
    }

    @ParameterizedTest
    @CsvSource({
        "date, 2026-13-01",
        "date, 23/11/2026",
        "start, 8:00",
        "start, 24:00",
        "end, 09:00:30",
        "slotMinutes, ten",
        "clinician, ' '",
        "clinician, 'a\u0000b'",
        "clinician, 'a\u2028b'",
        "release, now",
        "audience, practice"
    })
    void aFieldOfTheWrongFormIsNamed(String field, String value) {
        Failed failed = refused(publishing(session().put(field, value).toString()));

        assertThat(failed).isEqualTo(new Failed(400, "MALFORMED", field));
    }

    @Test
    void numbersMustBeWholeAndHalfASurrogatePairIsNoText() {
        assertThat(refused(publishing(SESSION.replace(":20,", ":20.0,")))).isEqualTo(malformed("slotMinutes"));
        assertThat(refused(publishing(SESSION.replace(":20,", ":1e400,")))).isEqualTo(malformed("slotMinutes"));
        assertThat(refused(publishing(SESSION.replace(":20,", ":9999999999,")))).isEqualTo(malformed("slotMinutes"));
        assertThat(refused(publishing(SESSION.replace("Dr A.", "\\ud800")))).isEqualTo(malformed("clinician"));
    }

    @Test
    void namesThatLookTheSameAreOneSchedule() {
        JsonObject composed = session().put("clinician", "Zo\u00EB \u00D3 D\u00E1laigh");
        JsonObject decomposed = session().put("clinician", " Zoe\u0308\u00A0O\u0301 Da\u0301laigh");

        JsonObject first = publishing(composed.toString()).body().toJsonObject();
        JsonObject second = publishing(decomposed.toString()).body().toJsonObject();

        assertThat(second).isEqualTo(first);
        assertThat(second.getInteger("layoutVersion")).isEqualTo(1);
        assertThat(second.getJsonObject("session").getString("clinician")).isEqualTo("Zo\u00EB \u00D3 D\u00E1laigh");
    }

    @Test
    void eachTextIsRefusedThatNobodySeesOrThatTurnsAround() {
        for (String field : List.of("clinician", "role", "type", "location")) {
            for (String bad : List.of("\u200B", "\u202EDr A. Example", "Dr\u200BA", "\u3164", "a\u0085b")) {
                assertThat(refused(publishing(session().put(field, bad).toString())))
                        .isEqualTo(malformed(field));
            }
        }
    }

    @Test
    void lengthsCountCharactersAsPeopleDo() {
        String sign = "\uD83D\uDE00";
        assertThat(publishing(session().put("clinician", sign.repeat(60)).toString())
                        .body()
                        .toJsonObject()
                        .getInteger("layoutVersion"))
                .isEqualTo(1);
        assertThat(publishing(session().put("clinician", sign.repeat(100)).toString())
                        .body()
                        .toJsonObject()
                        .getInteger("layoutVersion"))
                .isEqualTo(2);
        assertBroken("clinician", session().put("clinician", sign.repeat(101)));
    }

    @Test
    void unknownFieldsAreNamedAtEachDepth() {
        assertThat(refused(publishing(session().put("colour", "blue").toString())))
                .isEqualTo(malformed("colour"));
        JsonObject release = daysBefore(0, "08:00").put("zone", "UTC");
        assertThat(refused(publishing(session().put("release", release).toString())))
                .isEqualTo(malformed("release.zone"));
        assertThat(sentence(session().put("release", release))).isEqualTo("release.zone is not known here");
        assertThat(sentence(session().put("\u00e9", 1))).isEqualTo("? is not known here");
    }

    @Test
    void aReleaseIsOfOneForm() {
        String both = "release must have either at, or daysBefore and time";
        JsonObject at = new JsonObject().put("at", "2026-11-23T07:00:00+01:00");

        assertThat(sentence(session().put("release", at.copy().put("daysBefore", 8))))
                .isEqualTo(both);
        assertThat(sentence(session().put("release", at.copy().put("time", "08:00"))))
                .isEqualTo(both);
        assertThat(sentence(session().put("release", new JsonObject()))).isEqualTo(both);
        assertThat(sentence(session().put("release", new JsonObject().put("daysBefore", 8))))
                .isEqualTo("release.time is required");
    }

    @Test
    void aReasonForAnOverlapIsNothingWithoutOne() {
        assertThat(sentence(session().put("overlapReason", "Meant")))
                .isEqualTo("overlapReason is taken only with \"overlap\": \"allow\"");
        assertThat(sentence(session().put("overlap", "allow"))).isEqualTo("overlapReason is required");
    }

    @Test
    void aMissingFieldIsNamed() {
        for (String field :
                List.of("date", "start", "end", "slotMinutes", "clinician", "role", "channel", "type", "location")) {
            JsonObject session = session();
            session.remove(field);

            assertThat(refused(publishing(session.toString()))).isEqualTo(malformed(field));
        }
    }

    @Test
    void aBrokenRuleNamesItsField() {
        assertBroken("slotMinutes", session().put("slotMinutes", 481));
        assertBroken("capacity", session().put("capacity", 201));
        assertBroken("end", session().put("end", "08:10"));
        assertBroken("end", session().put("end", "07:00"));
        assertBroken("date", session().put("date", "2026-11-20"));
        assertBroken("date", session().put("date", "2028-11-20"));
        assertBroken("channel", session().put("channel", "Telegram"));
        assertBroken("clinician", session().put("clinician", "x".repeat(101)));
        assertBroken("audience", session().put("audience", new JsonArray().add("everybody")));
        assertBroken("audience", session().put("audience", new JsonArray()));
        assertBroken("release.daysBefore", session().put("release", daysBefore(-1, "08:00")));
        assertBroken("release.at", session().put("release", new JsonObject().put("at", "2026-11-23T08:00:00.5+00:00")));
    }

    @Test
    void anotherMediaTypeIsRefused() {
        EngineAnswer answer = answer(
                PracticeApi.SESSION_PUBLISH,
                List.of("Z99001", "morning"),
                Buffer.buffer(SESSION),
                own(),
                List.of(),
                Map.of("content-type", "text/plain"));

        assertThat(refused(answer).status()).isEqualTo(415);
    }

    @Test
    void onlyThePracticesOwnSystemIsAnswered() {
        List<Caller> others = List.of(
                new Caller.PracticeSystem(new OdsCode("Z99002"), Set.of(Caller.PUBLISH)),
                new Caller.PracticeSystem(PRACTICE, Set.of(Caller.READ, Caller.WRITE)),
                new Caller.Organisation(PRACTICE, "111", Set.of(Caller.PUBLISH)));
        for (Caller caller : others) {
            for (EngineAnswer answer : List.of(
                    as(caller, PracticeApi.SESSION_PUBLISH, List.of("Z99001", "morning"), SESSION),
                    as(caller, PracticeApi.SESSION_WITHDRAW, List.of("Z99001", "morning"), ""),
                    as(caller, PracticeApi.PRACTICE_READ, List.of("Z99001"), ""),
                    as(caller, PracticeApi.PRACTICE_RULES, List.of("Z99001"), RULES))) {
                assertThat(refused(answer)).isEqualTo(new Failed(403, "FORBIDDEN", ""));
            }
        }
        assertThat(practice.ledger.version(PRACTICE)).isZero();
    }

    @Test
    void withdrawalNamesTheAppointmentsThatStay() {
        publish(SESSION);
        AppointmentId appointment = practice.book(1);

        JsonObject answer = good(answer(
                PracticeApi.SESSION_WITHDRAW, List.of("Z99001", "morning"), Buffer.buffer("{\"booked\":\"keep\"}")));

        assertThat(answer.getInteger("withdrawnPlaces")).isEqualTo(2);
        assertThat(answer.getJsonArray("appointments")).containsExactly(appointment.text());
        assertThat(answer.getInteger("heldPlaces")).isZero();
    }

    @Test
    void bookedPatientsCanOnlyBeKept() {
        publish(SESSION);

        EngineAnswer cancel = answer(
                PracticeApi.SESSION_WITHDRAW, List.of("Z99001", "morning"), Buffer.buffer("{\"booked\":\"cancel\"}"));

        assertThat(refused(cancel)).isEqualTo(new Failed(422, "NOT_SUPPORTED", "booked"));
        assertThat(practice.ledger.version(PRACTICE)).isEqualTo(1);
    }

    @Test
    void anUnknownSessionIsNotFound() {
        EngineAnswer answer = answer(PracticeApi.SESSION_WITHDRAW, List.of("Z99001", "evening"), Buffer.buffer());

        assertThat(refused(answer)).isEqualTo(new Failed(404, "SESSION_UNKNOWN", ""));
    }

    @Test
    void sessionsAreListedWithTheirCounts() {
        publish(SESSION);
        practice.book(0);

        JsonObject answer = good(list(Map.entry("from", "2026-11-23"), Map.entry("to", "2026-11-24")));

        JsonObject session = answer.getJsonArray("sessions").getJsonObject(0);
        assertThat(session.getString("start")).isEqualTo("08:00");
        assertThat(session.getJsonObject("places"))
                .isEqualTo(new JsonObject()
                        .put("free", 2)
                        .put("embargoed", 0)
                        .put("held", 0)
                        .put("booked", 1)
                        .put("withdrawn", 0));
    }

    @Test
    void parametersOfAListAreStrict() {
        Map.Entry<String, String> from = Map.entry("from", "2026-11-23");
        Map.Entry<String, String> to = Map.entry("to", "2026-11-24");

        assertThat(refused(list(from))).isEqualTo(new Failed(400, "INVALID_PARAMETER", "to"));
        assertThat(refused(list(from, from, to))).isEqualTo(new Failed(400, "INVALID_PARAMETER", "from"));
        assertThat(refused(list(from, to, Map.entry("page", "1"))))
                .isEqualTo(new Failed(400, "INVALID_PARAMETER", "query"));
        assertThat(refused(list(from, Map.entry("to", "tomorrow"))))
                .isEqualTo(new Failed(400, "INVALID_PARAMETER", "to"));
        assertThat(refused(list(from, Map.entry("to", "2027-11-24")))).isEqualTo(new Failed(422, "RULE_BROKEN", "to"));
    }

    /** What was to be tried only, or to depend on something, would be done all the same. */
    @Test
    void aWriteWithAParameterOrAConditionIsRefusedByNameAndNotDone() {
        publish(SESSION);
        Map<Operation, String> bodies = Map.of(
                PracticeApi.SESSION_PUBLISH,
                SESSION,
                PracticeApi.SESSION_WITHDRAW,
                "",
                PracticeApi.PRACTICE_RULES,
                RULES);
        bodies.forEach((operation, body) -> {
            List<String> values =
                    operation == PracticeApi.PRACTICE_RULES ? List.of("Z99001") : List.of("Z99001", "morning");
            Buffer content = Buffer.buffer(body);
            assertThat(refused(
                            answer(operation, values, content, own(), List.of(Map.entry("dryRun", "true")), Map.of())))
                    .isEqualTo(new Failed(400, "INVALID_PARAMETER", "query"));
            assertThat(refused(answer(operation, values, content, own(), List.of(), Map.of("if-none-match", "*"))))
                    .isEqualTo(new Failed(422, "NOT_SUPPORTED", "If-None-Match"));
        });
        JsonObject listed = good(list(Map.entry("from", "2026-11-23"), Map.entry("to", "2026-11-24")));
        assertThat(listed.encode()).contains("morning").doesNotContain("\"withdrawn\":true");
    }

    @Test
    void rulesAreSetAndRead() {
        JsonObject set = good(as(own(), PracticeApi.PRACTICE_RULES, List.of("Z99001"), RULES));
        JsonObject read = good(as(own(), PracticeApi.PRACTICE_READ, List.of("Z99001"), ""));

        assertThat(read).isEqualTo(set);
        assertThat(read.getJsonObject("rules")).isEqualTo(new JsonObject(RULES));
        assertThat(read.getString("name")).isEqualTo("An Example");
        assertThat(read.getInteger("layoutVersion")).isEqualTo(1);
    }

    @Test
    void brokenRulesOfAPracticeAreNamed() {
        for (String field :
                List.of("bookableDaysAhead", "noticeMinutes", "cancelNoticeMinutes", "appointmentsPerPatientMax")) {
            String rules = new JsonObject(RULES).put(field, -1).toString();

            assertThat(refused(as(own(), PracticeApi.PRACTICE_RULES, List.of("Z99001"), rules)))
                    .isEqualTo(new Failed(422, "RULE_BROKEN", field));
        }
        String closed = new JsonObject(RULES)
                .put("bookableDaysAhead", 1)
                .put("noticeMinutes", 1440)
                .toString();
        assertThat(refused(as(own(), PracticeApi.PRACTICE_RULES, List.of("Z99001"), closed)))
                .isEqualTo(new Failed(422, "RULE_BROKEN", "noticeMinutes"));
    }

    @Test
    void anUnknownPracticeIsNotFound() {
        Caller other = new Caller.PracticeSystem(new OdsCode("Z99002"), Set.of(Caller.PUBLISH));

        assertThat(refused(as(other, PracticeApi.PRACTICE_READ, List.of("Z99002"), "")))
                .isEqualTo(new Failed(404, "PRACTICE_UNKNOWN", ""));
        assertThat(refused(as(other, PracticeApi.PRACTICE_READ, List.of("z"), "")))
                .isEqualTo(new Failed(400, "INVALID_PARAMETER", "ods"));
    }

    private record Failed(int status, String code, String field) {}

    private static Failed malformed(String field) {
        return new Failed(400, "MALFORMED", field);
    }

    private void assertBroken(String field, JsonObject session) {
        assertThat(refused(publishing(session.toString()))).isEqualTo(new Failed(422, "RULE_BROKEN", field));
    }

    private JsonObject publish(JsonObject session) {
        return publish(session.toString());
    }

    @CanIgnoreReturnValue
    private JsonObject publish(String session) {
        return good(publishing(session));
    }

    private EngineAnswer publishing(String body) {
        return answer(PracticeApi.SESSION_PUBLISH, List.of("Z99001", "morning"), Buffer.buffer(body));
    }

    @SafeVarargs
    private EngineAnswer list(Map.Entry<String, String>... query) {
        return answer(PracticeApi.SESSION_LIST, List.of("Z99001"), Buffer.buffer(), own(), List.of(query), Map.of());
    }

    private EngineAnswer answer(Operation operation, List<String> values, Buffer body) {
        return answer(
                operation, values, body, own(), List.of(), Map.of("content-type", "application/json; charset=utf-8"));
    }

    private EngineAnswer as(Caller caller, Operation operation, List<String> values, String body) {
        return answer(operation, values, Buffer.buffer(body), caller, List.of(), Map.of());
    }

    private EngineAnswer answer(
            Operation operation,
            List<String> values,
            Buffer body,
            Caller caller,
            List<Map.Entry<String, String>> query,
            Map<String, String> headers) {
        EngineRequest request = new EngineRequest(
                new RequestTarget(AllRoutes.of(operation), values, query),
                headers,
                Optional.of(caller),
                new UUID(7, REQUESTS.incrementAndGet()),
                Publishing.NOW.plusSeconds(5),
                body);
        return done(operations.handlers().get(operation).answer(request));
    }

    private static Caller own() {
        return new Caller.PracticeSystem(PRACTICE, Set.of(Caller.PUBLISH));
    }

    private static JsonObject session() {
        return new JsonObject(SESSION);
    }

    private static JsonObject withoutId(JsonObject session) {
        JsonObject copy = session.copy();
        copy.remove("id");
        return copy;
    }

    private static JsonObject daysBefore(int days, String time) {
        return new JsonObject().put("daysBefore", days).put("time", time);
    }

    private static JsonObject good(EngineAnswer answer) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer.body().toJsonObject();
    }

    private static Failed refused(EngineAnswer answer) {
        assertThat(answer.status()).as(answer.body().toString()).isGreaterThanOrEqualTo(400);
        return new Failed(answer.status(), answer.code(), lines(answer)[0]);
    }

    private String sentence(JsonObject session) {
        EngineAnswer answer = publishing(session.toString());
        assertThat(refused(answer).status()).isEqualTo(400);
        return lines(answer)[1];
    }

    private static String[] lines(EngineAnswer answer) {
        return answer.body().toString().split("\n", 2);
    }

    /** The field in one line, the sentence in the next. */
    private static EngineAnswer write(Failure failure) {
        return new EngineAnswer(
                failure.status(),
                failure.headers(),
                Buffer.buffer(failure.expression().orElse("") + "\n" + failure.diagnostics()),
                failure.code());
    }
}
