package org.slotkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slotkeeper.api.fhir.Bodies;
import org.slotkeeper.assembly.Chance;
import org.slotkeeper.assembly.ProcessPlan;
import org.slotkeeper.assembly.Role;
import org.slotkeeper.assembly.Running;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.gateway.http.Head;
import org.slotkeeper.standalone.PostgresAddress;
import org.slotkeeper.testing.MovableClock;
import org.slotkeeper.testing.RunOutput;
import org.slotkeeper.testing.Stores;
import org.slotkeeper.testing.TestIssuer;

/** A gateway and an engine apart, one hop between them, wired as {@code serve} wires them: both fetch the keys of an issuer that is neither of them. */
final class TwoProcessesTest {

    /** By which callers know the gateway; the engine, asked by itself, says the address of its own configuration. */
    private static final String FRONT = "https://front.test/nhs";

    private static final MovableClock CLOCK = new MovableClock(RunningSystem.NOW);

    private static TestIssuer issuer;
    private static Running engine;
    private static Running gateway;
    private static Api api;
    private static Api behind;

    @BeforeAll
    static void start() {
        issuer = TestIssuer.start(CLOCK);
        PostgresAddress ledger = Stores.freshDatabase();
        List<String> flags = new ArrayList<>(RunningSystem.flags(ledger, Stores.flushed()));
        flags.addAll(issuer.flags());
        engine = start(flags, Role.ENGINE);
        flags.add("gateway.engines=http://127.0.0.1:" + engine.enginePort());
        flags.add("gateway.publicUrl=" + FRONT + "/");
        gateway = start(flags, Role.GATEWAY);
        api = new Api(gateway.gatewayPort());
        behind = new Api(engine.enginePort());
    }

    @AfterAll
    static void stop() {
        RunOutput.keepMeters(gateway.managementPort());
        RunOutput.keepMeters(engine.managementPort());
        gateway.close();
        engine.close();
        issuer.close();
    }

    private final NhsNumber ann = RunningSystem.newPatient();
    private final OdsCode practice = RunningSystem.newPractice(engine, RunningSystem.NOW);
    private final String token = issuer.patientToken(ann, practice);

    @Test
    void aPatientHoldsConfirmsAndCancelsThroughBoth() {
        List<String> slots = publish(2);
        assertThat(free()).isEqualTo(slots);

        Answer hold = api.hold(token, Bodies.hold(ann, slots.get(0)))
                .send()
                .withStatus(201)
                .validR4();
        assertThat(hold.header("Expires")).hasValue("Wed, 18 Nov 2037 09:05:00 GMT");
        Answer booked = api.change(token, hold.id(), Bodies.appointment(ann, slots.get(0)))
                .send()
                .withStatus(200)
                .validR4();
        assertThat(booked.header("Location")).hasValue(FRONT + "/FHIR/R4/Appointment/" + hold.id());
        assertThat(booked.etag()).isEqualTo("W/\"1\"");
        assertThat(free()).containsExactly(slots.get(1));

        api.change(token, booked.id(), Bodies.cancelled(booked.json(), "Feeling better"))
                .ifMatch(booked.etag())
                .send()
                .withStatus(200)
                .validR4();
        assertThat(api.list(token, ann).withStatus(200).total()).isEqualTo(1);
    }

    @Test
    void requestsAndAnswersGoThroughUnchanged() {
        List<String> slots = publish(2);
        UUID id = UUID.randomUUID();
        Answer first = api.book(token, Bodies.appointment(ann, slots.get(0)))
                .requestId(id)
                .header("X-Correlation-ID", "of-the-caller")
                .send()
                .withStatus(201);
        assertThat(first.header("X-Request-ID")).hasValue(id.toString());
        assertThat(first.header("X-Correlation-ID")).hasValue("of-the-caller");
        assertThat(first.headers().allValues("Cache-Control")).containsExactly("no-store");
        assertThat(first.headers().allValues("X-Request-ID")).hasSize(1);

        assertThat(api.read(token, first.id()).json())
                .isEqualTo(behind.read(token, first.id()).json());
        Answer replayed = behind.book(token, Bodies.appointment(ann, slots.get(0)))
                .requestId(id)
                .send();
        assertThat(replayed.withStatus(201).json()).isEqualTo(first.json());
        Answer minimal = api.book(token, Bodies.appointment(ann, slots.get(0)))
                .header("Prefer", "return=minimal")
                .requestId(id)
                .send();
        assertThat(minimal.withStatus(201).body()).isEmpty();
    }

    @Test
    void refusalsGoThroughUnchanged() {
        List<String> slots = publish(2);
        Answer booked =
                api.book(token, Bodies.appointment(ann, slots.get(0))).send().withStatus(201);
        NhsNumber ben = RunningSystem.newPatient();
        String bens = issuer.patientToken(ben, practice);

        Answer taken = api.book(bens, Bodies.appointment(ben, slots.get(0))).send();
        taken.refusedAs(409, "conflict", "SLOT_TAKEN");
        assertThat(taken.alternatives()).containsExactly(slots.get(1));
        api.read(bens, booked.id()).refusedAs(404, "not-found", "APPOINTMENT_UNKNOWN");
        api.change(token, booked.id(), Bodies.cancelled(booked.json(), "Feeling better"))
                .ifMatch("W/\"7\"")
                .send()
                .refusedAs(412, "conflict", "STALE_VERSION");
        api.call("POST", "/FHIR/R4/Appointment")
                .token(token)
                .header("Content-Type", Api.FHIR)
                .body("{")
                .send()
                .refusedAs(400, "structure", "MALFORMED");
    }

    @Test
    void everyLinkBeginsWithTheAddressOfTheGatewayAndNoCallerCanChooseAnother() {
        publish(3);
        String search = Api.searchPath(practice, "2037-11-23", "2037-11-24") + "&_count=1&_include=Slot:schedule";
        for (int at = 0; at < 4; at++) {
            String page = api.call("GET", search)
                    .token(token)
                    .header(Head.PUBLIC_URL, "https://evil.test")
                    .send()
                    .withStatus(200)
                    .validR4()
                    .body();

            assertThat(page)
                    .contains(FRONT + "/FHIR/R4/Slot?", "&_after=", "\"fullUrl\":\"" + FRONT + "/FHIR/R4/Schedule/");
            assertThat(page).doesNotContain("booking.test", "evil.test", "127.0.0.1");
        }
        assertThat(api.call("GET", "/FHIR/R4/metadata").send().body())
                .contains('"' + FRONT + "/FHIR/R4\"")
                .doesNotContain("booking.test");
        assertThat(behind.call("GET", search).token(token).send().body())
                .contains("https://booking.test/FHIR/R4/Slot?")
                .doesNotContain("front.test");
    }

    @Test
    void theEngineTrustsNobody() {
        publish(1);
        String search = Api.searchPath(practice, "2037-11-23", "2037-11-24");
        String forged = token.substring(0, token.length() - 20) + "AAAAAAAAAAAAAAAAAAAA";

        Answer none = behind.call("GET", search).send();
        none.refusedAs(401, "login", "UNAUTHENTICATED");
        assertThat(none.header("WWW-Authenticate")).hasValue("Bearer realm=\"slotkeeper\"");
        behind.call("GET", search).token(forged).send().refusedAs(401, "login", "UNAUTHENTICATED");
        behind.call("GET", search).token(token).send().withStatus(200);
        api.call("GET", search).token(forged).send().refusedAs(401, "login", "UNAUTHENTICATED");
    }

    @Test
    void neitherGivesTokensToAnybody() {
        for (Api door : List.of(api, behind)) {
            door.call("POST", "/demo/token")
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .body("ods=Z99001")
                    .send()
                    .refusedAs(404, "not-found", "NOT_FOUND");
            door.call("GET", "/.well-known/jwks.json").send().refusedAs(404, "not-found", "NOT_FOUND");
        }
    }

    @Test
    void aGatewayWhoseEngineIsAwayPromisesNothing() {
        List<String> flags = new ArrayList<>(RunningSystem.flags(Stores.freshDatabase(), Stores.redis()));
        flags.addAll(issuer.flags());
        flags.add("gateway.engines=http://127.0.0.1:1");
        try (Running lonely = start(flags, Role.GATEWAY)) {
            Answer refused = new Api(lonely.gatewayPort())
                    .book(token, Bodies.appointment(ann, "Slot/" + practice.value() + "-20371123-000"))
                    .send();

            refused.refusedAs(503, "transient", "STORE_AWAY");
            assertThat(refused.header("Retry-After")).isPresent();
        }
    }

    private static Running start(List<String> flags, Role role) {
        ProcessPlan plan = new ProcessPlan(RunningSystem.configOf(flags), role, Optional.empty(), 2);
        return Running.start(plan, CLOCK, new Chance());
    }

    @CanIgnoreReturnValue
    private List<String> publish(int slots) {
        JsonObject session = RunningSystem.session(RunningSystem.MONDAY, slots);
        return api.publish(issuer.practiceToken(practice), practice, "morning", session)
                .withStatus(200)
                .publishedSlots();
    }

    private List<String> free() {
        return api.search(token, practice, "2037-11-23", "2037-11-24")
                .withStatus(200)
                .slots();
    }
}
