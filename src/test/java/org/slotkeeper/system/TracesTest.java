package org.slotkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slotkeeper.api.fhir.Bodies;
import org.slotkeeper.assembly.Chance;
import org.slotkeeper.assembly.ProcessPlan;
import org.slotkeeper.assembly.Role;
import org.slotkeeper.assembly.Running;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.testing.MovableClock;
import org.slotkeeper.testing.ReceivedSpan;
import org.slotkeeper.testing.Said;
import org.slotkeeper.testing.Stores;
import org.slotkeeper.testing.TestIssuer;
import org.slotkeeper.testing.TraceCollector;

/** What a collector of OpenTelemetry is sent of a booking, and what it is not; and that a booking does not wait for one. */
final class TracesTest {

    private static final String FORCED = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final String UNFORCED = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00";
    private static final MovableClock CLOCK = new MovableClock(RunningSystem.NOW);

    private final TraceCollector collector = TraceCollector.start();

    @AfterEach
    void stop() {
        collector.close();
    }

    @Test
    void aBookingIsOneTraceThroughGatewayEngineAndStores() {
        try (TestIssuer issuer = TestIssuer.start(CLOCK)) {
            List<String> flags = new ArrayList<>(RunningSystem.flags(Stores.freshDatabase(), Stores.flushed()));
            flags.addAll(issuer.flags());
            flags.add("tracing.endpoint=" + collector.endpoint());
            try (Running engine = start(flags, Role.ENGINE, "tracing.sampleShare=0")) {
                OdsCode practice = RunningSystem.newPractice(engine, RunningSystem.NOW);
                Api behind = new Api(engine.enginePort());
                String slot = publishOne(behind, issuer.practiceToken(practice), practice);
                NhsNumber patient = RunningSystem.newPatient();
                // The engine may have met the practice before it published: then its first booking asks twice.
                String monday = RunningSystem.MONDAY.toString();
                String tuesday = RunningSystem.MONDAY.plusDays(1).toString();
                Answer met = behind.search(issuer.patientToken(patient, practice), practice, monday, tuesday);
                assertThat(met.withStatus(200).slots()).containsExactly(slot);
                String engines = "gateway.engines=http://127.0.0.1:" + engine.enginePort();
                try (Running gateway = start(flags, Role.GATEWAY, "tracing.sampleShare=1", engines)) {
                    new Api(gateway.gatewayPort())
                            .book(issuer.patientToken(patient, practice), Bodies.appointment(patient, slot))
                            .send()
                            .withStatus(201);
                }
            }
            assertIsTheTraceOfABooking(collector.spans());
        }
    }

    private static void assertIsTheTraceOfABooking(List<ReceivedSpan> spans) {
        assertThat(spans)
                .extracting(ReceivedSpan::traceId)
                .containsOnly(spans.get(0).traceId());
        ReceivedSpan door = only(spans, "gateway", "POST /FHIR/R4/Appointment");
        ReceivedSpan engineDoor = only(spans, "engine", "POST /FHIR/R4/Appointment");
        ReceivedSpan operation = only(spans, "engine", "engine operation");
        ReceivedSpan claim = only(spans, "engine", "inventory claim");
        ReceivedSpan commit = only(spans, "engine", "ledger book");
        assertThat(spans).hasSize(5).noneMatch(ReceivedSpan::isError);
        assertThat(door.parentId()).isEmpty();
        assertThat(engineDoor.parentId()).isEqualTo(door.spanId());
        assertThat(operation.parentId()).isEqualTo(engineDoor.spanId());
        assertThat(List.of(claim, commit)).extracting(ReceivedSpan::parentId).containsOnly(operation.spanId());
        assertThat(door.attributes())
                .isEqualTo(Map.of(
                        "http.request.method", "POST",
                        "http.route", "/FHIR/R4/Appointment",
                        "http.response.status_code", "201"));
        assertThat(operation.attributes())
                .isEqualTo(Map.of("slotkeeper.operation", "BOOK", "http.response.status_code", "201"));
        assertThat(claim.attributes()).containsEntry("slotkeeper.outcome", "Claimed");
        assertThat(commit.attributes()).containsEntry("slotkeeper.outcome", "Recorded");
        assertThat(claim.attributes().get("slotkeeper.practice")).matches("T\\d{5}");
        assertThat(door.lasted()).isGreaterThan(claim.lasted().plus(commit.lasted()));
    }

    @Test
    void nothingOfAPatientIsInATrace() {
        List<String> secrets = new ArrayList<>();
        try (RunningSystem system = traced("tracing.sampleShare=1")) {
            OdsCode practice = system.practiceWithSlots(3);
            NhsNumber patient = RunningSystem.newPatient();
            String token = system.api().patientToken(patient, practice);
            List<String> slots = system.freeOnMonday(practice);
            Answer hold =
                    system.api().hold(token, Bodies.hold(patient, slots.get(0))).send();
            Answer booked = system.api()
                    .change(
                            token,
                            hold.withStatus(201).id(),
                            Bodies.appointment(patient, slots.get(0)).put("description", "Zebedee Quartermaine"))
                    .send()
                    .withStatus(200);
            system.api().list(token, patient).withStatus(200);
            system.api().read(token, booked.id()).withStatus(200);
            system.api()
                    .call("GET", "/of/" + patient.digits() + "?of=Quartermaine")
                    .token(token)
                    .send()
                    .withStatus(404);
            system.book(RunningSystem.newPatient(), practice, slots.get(0)).withStatus(409);
            system.cancel(patient, practice, booked, booked.etag()).withStatus(200);
            secrets.addAll(List.of(patient.digits(), token, "eyJ", "Quartermaine", booked.id(), "Feeling better"));
            secrets.add(slots.get(0).replace("Slot/", ""));
        }
        assertThat(collector.spans()).hasSizeGreaterThan(15);
        for (byte[] export : collector.exports()) {
            assertThat(new String(export, StandardCharsets.ISO_8859_1)).doesNotContain(secrets);
        }
        assertThat(collector.spans())
                .extracting(ReceivedSpan::name)
                .contains("request", "PUT /FHIR/R4/Appointment/{id}", "inventory confirm", "ledger cancel");
    }

    @Test
    void aLogLineOfATracedRequestSaysWhichTraceItIs() {
        Said access = Said.by("access");
        Level before = access.logger().getLevel();
        access.logger().setLevel(Level.INFO);
        UUID id = UUID.randomUUID();
        try (RunningSystem system = traced("tracing.sampleShare=1")) {
            system.api().call("GET", "/FHIR/R4/metadata").requestId(id).send().withStatus(200);
        } finally {
            access.logger().setLevel(before);
            access.close();
        }
        String traceId = only(collector.spans(), "all", "GET /FHIR/R4/metadata").traceId();
        JsonObject ofRequest = access.lines().stream()
                .flatMap(batch -> batch.getMessage().lines())
                .map(JsonObject::new)
                .filter(line -> id.toString().equals(line.getString("request")))
                .findFirst()
                .orElseThrow();
        assertThat(ofRequest.getString("trace")).isEqualTo(traceId);
    }

    @Test
    void aShareOfNoneIsNone() {
        try (RunningSystem system = traced("tracing.sampleShare=0")) {
            bookOne(system);
        }
        assertThat(collector.exports()).isEmpty();
    }

    @Test
    void aStrangerCannotHaveItselfRecordedNorGiveATraceItsId() {
        try (RunningSystem system = traced("tracing.sampleShare=0")) {
            asks(system, FORCED);
        }
        assertThat(collector.exports()).isEmpty();
        try (RunningSystem system = traced("tracing.sampleShare=1")) {
            asks(system, FORCED);
        }
        ReceivedSpan door = only(collector.spans(), "all", "GET /FHIR/R4/metadata");
        assertThat(door.parentId()).isEmpty();
        assertThat(FORCED).doesNotContain(door.traceId());
    }

    @Test
    void aTrustedCallersTraceIsGoneOnWith() {
        try (RunningSystem system = traced("tracing.sampleShare=0", "tracing.trustCallers=true")) {
            asks(system, FORCED);
            asks(system, "00-00000000000000000000000000000000-00f067aa0ba902b7-01");
        }
        ReceivedSpan door = only(collector.spans(), "all", "GET /FHIR/R4/metadata");
        assertThat(FORCED).contains(door.traceId() + '-' + door.parentId());
    }

    @Test
    void aTrustedCallerWhoWantsNoTraceGetsNone() {
        try (RunningSystem system = traced("tracing.sampleShare=1", "tracing.trustCallers=true")) {
            asks(system, UNFORCED);
        }
        assertThat(collector.exports()).isEmpty();
    }

    @Test
    void aTrustedCallerWhoNamesTwoTracesIsInNoneAndIsAnswered() throws Exception {
        try (RunningSystem system = traced("tracing.sampleShare=0", "tracing.trustCallers=true")) {
            HttpRequest twice = HttpRequest.newBuilder(URI.create(system.api().base() + "/FHIR/R4/metadata"))
                    .header("traceparent", FORCED)
                    .header("traceparent", FORCED)
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(twice, BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(200);
        }
        assertThat(collector.exports()).isEmpty();
    }

    @Test
    void anEngineBeginsNoTraceByItself() {
        try (RunningSystem system = traced("tracing.sampleShare=1")) {
            Api behind = new Api(system.running().enginePort());
            behind.call("GET", "/FHIR/R4/metadata").send().withStatus(200);
        }
        assertThat(collector.exports()).isEmpty();
    }

    @Test
    void nobodyWaitsForACollectorThatIsAway() {
        try (RunningSystem system = traced("tracing.sampleShare=1", "tracing.endpoint=http://127.0.0.1:1/v1/traces")) {
            bookOne(system);
            await().until(() -> meter(system, "slotkeeper_spans_total{result=\"not_taken\"}"), lost -> lost >= 4);
            await().until(() -> meter(system, "slotkeeper_spans_waiting"), waiting -> waiting == 0);
        }
    }

    @Test
    void nobodyWaitsForACollectorThatDoesNotAnswerAndNoMoreThanTheLimitWaitForIt() {
        try (TraceCollector silent = TraceCollector.startSilent();
                RunningSystem system = traced(
                        "tracing.endpoint=" + silent.endpoint(),
                        "tracing.sampleShare=1",
                        "tracing.queueMax=4",
                        "tracing.timeout=PT10S")) {
            asks(system, FORCED);
            await().until(() -> !silent.exports().isEmpty());
            for (int request = 0; request < 10; request++) {
                bookOne(system);
            }
            assertThat(meter(system, "slotkeeper_spans_waiting")).isEqualTo(4);
            assertThat(meter(system, "slotkeeper_spans_total{result=\"no_room\"}"))
                    .isGreaterThan(30);
            assertThat(meter(system, "slotkeeper_spans_total{result=\"exported\"}"))
                    .isZero();
            silent.close();
        }
    }

    private RunningSystem traced(String... settings) {
        List<String> all = new ArrayList<>(List.of("tracing.endpoint=" + collector.endpoint()));
        all.addAll(Arrays.asList(settings));
        return RunningSystem.start(all.toArray(String[]::new));
    }

    private static Running start(List<String> flags, Role role, String... more) {
        List<String> all = new ArrayList<>(flags);
        all.addAll(Arrays.asList(more));
        return Running.start(
                new ProcessPlan(RunningSystem.configOf(all), role, Optional.empty(), 2), CLOCK, new Chance());
    }

    private static String publishOne(Api api, String token, OdsCode practice) {
        return api.publish(token, practice, "morning", RunningSystem.session(RunningSystem.MONDAY, 1))
                .withStatus(200)
                .publishedSlots()
                .get(0);
    }

    private static void bookOne(RunningSystem system) {
        OdsCode practice = system.practiceWithSlots(1);
        NhsNumber patient = RunningSystem.newPatient();
        system.booked(patient, practice, system.freeOnMonday(practice).get(0));
    }

    private static void asks(RunningSystem system, String traceparent) {
        system.api()
                .call("GET", "/FHIR/R4/metadata")
                .header("traceparent", traceparent)
                .send()
                .withStatus(200);
    }

    private static double meter(RunningSystem system, String series) {
        String scrape = new Api(system.running().managementPort())
                .call("GET", "/metrics")
                .send()
                .withStatus(200)
                .body();
        return scrape.lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    private static ReceivedSpan only(List<ReceivedSpan> spans, String role, String name) {
        List<ReceivedSpan> found = spans.stream()
                .filter(span -> span.role().equals(role) && span.name().equals(name))
                .toList();
        assertThat(found).as("%s of %s among %s", name, role, spans).hasSize(1);
        return found.get(0);
    }
}
