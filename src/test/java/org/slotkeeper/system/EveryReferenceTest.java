package org.slotkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slotkeeper.api.fhir.Bodies;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.testing.Stores;

/** Whatever an answer names by address leads somewhere for the one who was answered, and on from there: resources of this server, its definitions, and its pages. */
final class EveryReferenceTest {

    private static final String PUBLIC_BASE = "https://booking.test/FHIR/R4/";
    private static final String DEFINITIONS = "https://slotkeeper.org/fhir/";
    private static final String CODES = "https://slotkeeper.org/codes/";
    private static final String DAY = RunningSystem.MONDAY.toString();
    private static final String NEXT_DAY = RunningSystem.MONDAY.plusDays(1).toString();

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

    private final NhsNumber ann = RunningSystem.newPatient();
    private final NhsNumber ben = RunningSystem.newPatient();
    private final OdsCode practice = system.newPractice();
    private final List<String> slots =
            system.publish(practice, "morning", session("registered-patients", "org-type:111"));

    @Test
    void ofWhatAPatientIsAnswered() {
        String token = api.patientToken(ann, practice);
        Walk walk = new Walk(token);

        walk.from(api.search(token, practice, DAY, NEXT_DAY, "_include=Slot:schedule", "_count=2"));
        walk.from(api.search(token, practice, "2037-11-20", DAY));
        Answer held = walk.from(system.held(ann, practice, slots.get(0)));
        walk.from(system.book(ben, practice, slots.get(0)), api.patientToken(ben, practice));
        Answer booked = walk.from(system.confirm(ann, practice, held).withStatus(200));
        walk.from(api.read(token, booked.id()));
        walk.from(api.list(token, ann));
        Answer moved = walk.from(api.change(
                        token,
                        booked.id(),
                        Bodies.appointment(ann, slots.get(2)).put("id", booked.id()))
                .ifMatch("W/\"1\"")
                .send()
                .withStatus(200));
        walk.from(system.cancel(ann, practice, moved, "W/\"2\"").withStatus(200));
        walk.from(api.list(token, ann));
        walk.from(api.call("GET", "/FHIR/R4/metadata").send());

        assertThat(walk.types())
                .containsExactlyInAnyOrder(
                        "Appointment",
                        "CodeSystem",
                        "HealthcareService",
                        "Location",
                        "OperationDefinition",
                        "Practitioner",
                        "Schedule",
                        "Slot",
                        "StructureDefinition",
                        "ValueSet");
    }

    @Test
    void ofWhatAnotherOrganisationIsAnswered() {
        String token = api.token("ods=RXX01&org_type=111");
        Walk walk = new Walk(token);

        walk.from(api.search(token, practice, DAY, NEXT_DAY, "_include=Slot:schedule"));
        Answer booked = walk.from(
                api.book(token, Bodies.appointment(ann, slots.get(1))).send().withStatus(201));
        system.publish(practice, "morning", session("practice"));
        walk.forget();
        walk.from(api.read(token, booked.id()));
        walk.from(api.list(token, ann));

        assertThat(walk.types()).contains("Slot", "Schedule", "Practitioner", "Location", "HealthcareService");
        api.call("GET", "/FHIR/R4/" + slots.get(0)).token(token).send().refusedAs(404, "not-found", "SLOT_UNKNOWN");
    }

    @Test
    void ofWhatThePracticeIsAnswered() {
        String token = api.practiceToken(practice);
        Walk walk = new Walk(token);
        Answer published = api.publish(token, practice, "morning", session("practice"));
        published.publishedSlots().forEach(walk::follow);
        walk.from(api.search(token, practice, DAY, NEXT_DAY, "_include=Slot:schedule"));
        walk.from(api.book(token, Bodies.appointment(ann, slots.get(0))).send().withStatus(201));
        walk.from(api.list(token, ann));

        assertThat(walk.types()).contains("Slot", "Appointment");
    }

    @Test
    void ofAnAppointmentAndAHoldWhoseSlotsThePracticeHasTakenOut() {
        Answer booked = system.booked(ann, practice, slots.get(0));
        Answer held = system.held(ben, practice, slots.get(1));

        system.publish(practice, "morning", session("practice"));
        new Walk(api.patientToken(ann, practice)).from(api.read(api.patientToken(ann, practice), booked.id()));
        new Walk(api.patientToken(ben, practice)).from(api.read(api.patientToken(ben, practice), held.id()));
        api.call("DELETE", "/publish/" + practice.value() + "/sessions/morning")
                .token(api.practiceToken(practice))
                .send()
                .withStatus(200);
        new Walk(api.patientToken(ann, practice)).from(api.read(api.patientToken(ann, practice), booked.id()));

        String others = api.patientToken(RunningSystem.newPatient(), practice);
        api.call("GET", "/FHIR/R4/" + slots.get(0)).token(others).send().refusedAs(404, "not-found", "SLOT_UNKNOWN");
    }

    @Test
    void ofAnAppointmentOfDaysThatAreOver() {
        Answer booked = system.booked(ann, practice, slots.get(0));
        system.clock().pass(Duration.ofDays(20));
        try {
            followLongAfter(booked);
        } finally {
            system.clock().set(RunningSystem.NOW);
        }
    }

    private void followLongAfter(Answer booked) {
        // The book that is read for this begins with yesterday.
        system.publish(
                practice,
                "later",
                session("registered-patients")
                        .put("date", RunningSystem.MONDAY.plusDays(21).toString())
                        .put("clinician", "Dr Else"));
        String token = api.patientToken(ann, practice);
        api.search(token, practice, "2037-12-14", "2037-12-15").withStatus(200);
        Walk walk = new Walk(token);

        walk.from(api.read(token, booked.id()));

        assertThat(api.call("GET", "/FHIR/R4/" + slots.get(0))
                        .token(token)
                        .send()
                        .withStatus(200)
                        .json()
                        .getString("status"))
                .isEqualTo("busy");
        assertThat(walk.types()).contains("Slot", "Schedule", "Practitioner", "Location", "HealthcareService");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Slot/Z99999-20371123-000",
                "Schedule/Z99999-s000000000000",
                "HealthcareService/Z99999",
                "Practitioner/Z99999-p000000000000",
                "Location/Z99999-l000000000000"
            })
    void aPracticeThatNobodyKnowsLeavesNothingInTheInventory(String reference) {
        String token = api.patientToken(ann, practice);
        api.call("GET", "/FHIR/R4/" + slots.get(0)).token(token).send().withStatus(200);

        api.call("GET", "/FHIR/R4/" + reference).token(token).send().validR4().withStatus(404);

        assertThat(RedisContents.of(Stores.redis())).noneMatch(key -> key.contains("Z99999"));
        api.call("GET", "/FHIR/R4/" + reference).send().refusedAs(401, "login", "UNAUTHENTICATED");
    }

    private static JsonObject session(String... audience) {
        return RunningSystem.session(RunningSystem.MONDAY, 4).put("audience", new JsonArray(List.of(audience)));
    }

    /** Follows what answers name, each address once, as one caller. */
    private final class Walk {

        private final String token;
        private final Set<String> followed = new HashSet<>();

        Walk(String token) {
            this.token = token;
        }

        @CanIgnoreReturnValue
        Answer from(Answer answer) {
            answer.validR4();
            named(answer.json());
            return answer;
        }

        /** What another caller was answered is that one's to follow. */
        void from(Answer answer, String othersToken) {
            new Walk(othersToken).from(answer);
        }

        void forget() {
            followed.clear();
        }

        Set<String> types() {
            Set<String> types = new HashSet<>();
            followed.stream()
                    .filter(address -> !address.contains("?"))
                    .forEach(address -> types.add(address.substring(0, address.indexOf('/'))));
            return types;
        }

        private void named(Object value) {
            if (value instanceof JsonArray items) {
                items.forEach(this::named);
            } else if (value instanceof JsonObject members) {
                members.forEach(this::named);
            }
        }

        private void named(Map.Entry<String, Object> member) {
            if (!(member.getValue() instanceof String text)) {
                named(member.getValue());
                return;
            }
            switch (member.getKey()) {
                case "reference" -> follow(text);
                case "fullUrl", "url", "system", "definition", "valueSet", "targetProfile" -> followUrl(text);
                default -> {}
            }
        }

        private void followUrl(String url) {
            if (url.startsWith(PUBLIC_BASE)) {
                follow(url.substring(PUBLIC_BASE.length()));
            } else if (url.startsWith(DEFINITIONS)) {
                follow(url.substring(DEFINITIONS.length()));
            } else if (url.startsWith(CODES)) {
                follow("CodeSystem/" + url.substring(CODES.length()));
            } else if (!PUBLIC_BASE.equals(url + '/')) {
                assertThat(url).doesNotContain("booking.test").doesNotContain("slotkeeper.org");
            }
        }

        void follow(String address) {
            assertThat(address).matches("[A-Z][A-Za-z]+(/[A-Za-z0-9.-]{1,64}|\\?.*)");
            if (followed.add(address)) {
                Answer answer = api.call("GET", "/FHIR/R4/" + address.replace("|", "%7C"))
                        .token(token)
                        .send();
                assertThat(answer.status()).as(address + ": " + answer.body()).isEqualTo(200);
                from(answer);
            }
        }
    }
}
