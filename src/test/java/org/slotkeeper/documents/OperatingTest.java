package org.slotkeeper.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slotkeeper.api.Operation;
import org.slotkeeper.assembly.Chance;
import org.slotkeeper.assembly.Identity;
import org.slotkeeper.assembly.ProcessPlan;
import org.slotkeeper.assembly.Role;
import org.slotkeeper.assembly.Running;
import org.slotkeeper.cli.DemoData;
import org.slotkeeper.config.ConfigTree;
import org.slotkeeper.config.SlotkeeperConfig;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.platform.Version;
import org.slotkeeper.publishing.spi.PracticeListing;
import org.slotkeeper.reconcile.spi.DriftKind;
import org.slotkeeper.standalone.PostgresAddress;
import org.slotkeeper.telemetry.HealthCheck;
import org.slotkeeper.telemetry.LineMeter;
import org.slotkeeper.telemetry.Meters;
import org.slotkeeper.testing.AllRoutes;
import org.slotkeeper.testing.MachineClock;
import org.slotkeeper.testing.Management;
import org.slotkeeper.testing.RunOutput;
import org.slotkeeper.testing.StoreCalls;
import org.slotkeeper.testing.Stores;

/** A whole process over real stores, after one search and one booking over HTTP, as an operator sees it; and that {@code OPERATING.md} says no less and no more. */
final class OperatingTest {

    private static final String PRACTICE = "Z99001";
    private static final NhsNumber PATIENT = NhsNumber.ofDemonstration(4711);
    private static final Pattern FAMILY = Pattern.compile("# TYPE (slotkeeper_\\w+) (\\w+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static Running running;
    private static String scrape = "";

    @BeforeAll
    static void bookOneOfTheFreeSlots(@TempDir Path directory) throws Exception {
        running = start(directory);
        String token = token();
        JsonObject found =
                new JsonObject(Awaitility.await().until(() -> search(token), body -> body.contains("/Slot/")));
        String slot = found.getJsonArray("entry")
                .getJsonObject(0)
                .getJsonObject("resource")
                .getString("id");
        assertThat(book(token, slot).statusCode()).isEqualTo(201);
        scrape = Awaitility.await()
                .until(
                        () -> Management.meters(running.managementPort()),
                        body -> !body.contains(calls("redis", "arrived", "ok") + " 0"));
    }

    @AfterAll
    static void stop() {
        RunOutput.keepMeters(running.managementPort());
        running.close();
    }

    private static Running start(Path directory) {
        PostgresAddress postgres = Stores.freshDatabase();
        ConfigTree tree = ConfigTree.defaults()
                .withFlags(Stores.flags(postgres))
                .withFlags(Stores.flags(Stores.flushed()))
                .withFlags(List.of(
                        "gateway.host=127.0.0.1",
                        "gateway.port=0",
                        "engine.port=0",
                        "management.port=0",
                        "booking.secret=a secret of the tests",
                        "identity.issuer=" + Identity.DEMO_ISSUER));
        Clock clock = MachineClock.millis();
        Chance chance = new Chance();
        Running started = Running.start(
                new ProcessPlan(
                        SlotkeeperConfig.of(tree), Role.ALL, Optional.of(directory.resolve("demo-issuer.key")), 2),
                clock,
                chance);
        PracticeListing practice = new PracticeListing(
                new OdsCode(PRACTICE), Optional.of("The Practice"), Optional.empty(), Optional.of(9_000));
        new DemoData(started.processEngine(), directory, new PrintWriter(Writer.nullWriter()), clock, chance)
                .publish(List.of(practice), 10, 1);
        return started;
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    private static HttpRequest.Builder gateway(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + running.gatewayPort() + path));
    }

    private static String token() {
        String form = "nhs_number=" + PATIENT.digits() + "&practice=" + PRACTICE;
        HttpResponse<String> answer = send(gateway("/demo/token")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
        return new JsonObject(answer.body()).getString("access_token");
    }

    private static String search(String token) {
        LocalDate today = MachineClock.today();
        return send(gateway("/FHIR/R4/Slot?schedule.actor=HealthcareService/" + PRACTICE + "&status=free&start=ge"
                                + today.plusDays(1) + "&start=lt" + today.plusDays(9))
                        .header("Authorization", "Bearer " + token))
                .body();
    }

    private static HttpResponse<String> book(String token, String slot) {
        String body = "{\"resourceType\":\"Appointment\",\"status\":\"booked\",\"slot\":[{\"reference\":\"Slot/" + slot
                + "\"}],\"participant\":[{\"actor\":{\"identifier\":{\"system\":\"https://fhir.nhs.uk/Id/nhs-number\",\"value\":\""
                + PATIENT.digits() + "\"}},\"status\":\"accepted\"}]}";
        return send(gateway("/FHIR/R4/Appointment")
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/fhir+json")
                .header("X-Request-ID", "6d0f7f38-3f53-4d36-9c0a-1c2f4c9e7a01")
                .POST(BodyPublishers.ofString(body)));
    }

    private static String calls(String store, String call, String outcome) {
        return "slotkeeper_store_calls_seconds_count{call=\"" + call + "\",outcome=\"" + outcome + "\",store=\"" + store
                + "\"}";
    }

    /** The value of the line that begins so. */
    private static double value(String series) {
        return scrape.lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no line " + series));
    }

    @Test
    void aSearchAndABookingLeaveTheirTracks() {
        assertThat(List.of(
                        calls("redis", "mget", "ok"),
                        calls("redis", "hmget", "ok"),
                        calls("redis", "claim", "ok"),
                        calls("redis", "fill", "ok"),
                        calls("postgres", "ledger_book_all", "ok"),
                        calls("postgres", "books_load_book", "ok"),
                        calls("postgres", "truth_seats", "ok"),
                        "slotkeeper_claims_total{result=\"claimed\"}",
                        "slotkeeper_batch_size_count{batch=\"book\"}",
                        "slotkeeper_queue_delay_seconds_count{queue=\"book\"}",
                        "slotkeeper_http_requests_seconds_count{route=\"book\",status=\"201\"}",
                        "slotkeeper_http_requests_seconds_count{route=\"slot_search\",status=\"200\"}",
                        "slotkeeper_tokens_total{result=\"verified\"}",
                        "slotkeeper_loop_lag_seconds_count"))
                .allSatisfy(series -> assertThat(value(series)).as(series).isGreaterThanOrEqualTo(1));
        // A publication that a busy machine answers too late has been made, and is found to be when it is tried again.
        assertThat(value(calls("postgres", "publishing_record_change", "ok"))
                        + value(calls("postgres", "publishing_record_change", "failed")))
                .isGreaterThanOrEqualTo(1);
        assertThat(value("slotkeeper_degraded_total{decision=\"refused_by_ledger\"}"))
                .isZero();
    }

    @Test
    void aReadyProcessSaysSoOfEachStore() {
        assertThat(Management.ask(running.managementPort(), "/health/ready").body())
                .isEqualTo(
                        "{\"status\":\"UP\",\"checks\":{\"redis\":\"UP\",\"postgres\":\"UP\",\"ledger-takes-writes\":\"UP\"}}");
    }

    @Test
    void aStoreThatIsAwayTakesNoProcessOut() {
        assertThat(running.processEngine().healthChecks().stream()
                        .filter(check -> check.scope() == HealthCheck.Scope.SHARED)
                        .map(HealthCheck::name))
                .containsExactly("redis", "postgres");
    }

    @Test
    void whatOperatingDescribesIsWhatThereIs() throws IOException {
        Set<String> described = new TreeSet<>();
        Matcher names =
                Pattern.compile("`(slotkeeper_\\w+)`").matcher(Files.readString(Path.of("src/docs/OPERATING.md")));
        while (names.find()) {
            described.add(names.group(1));
        }
        assertThat(described).isEqualTo(families().keySet());
    }

    @Test
    void namesAreAsPrometheusWantsThem() {
        families().forEach((name, type) -> {
            assertThat(name).matches("slotkeeper(_[a-z]+)+");
            assertThat(name.endsWith("_total")).as(name).isEqualTo(type.equals("counter"));
            assertThat(scrape).containsPattern("# HELP " + name + " [A-Z].+");
        });
        assertThat(families().entrySet().stream()
                        .filter(family -> family.getValue().equals("histogram"))
                        .map(Map.Entry::getKey)
                        .filter(name -> !name.endsWith("_seconds")))
                .containsExactly("slotkeeper_batch_size");
    }

    @Test
    void labelsAreFromClosedSetsAndNobodyIsInThem() throws IOException {
        Map<String, Set<String>> closed = closedSets();
        scrape.lines().filter(line -> line.startsWith("slotkeeper_")).forEach(line -> {
            Matcher labels = LABEL.matcher(line);
            while (labels.find()) {
                if (!labels.group(1).equals("le")) {
                    assertThat(closed.getOrDefault(labels.group(1), Set.of()))
                            .as(line)
                            .contains(labels.group(2));
                }
            }
        });
        assertThat(scrape).doesNotContain(PRACTICE, PATIENT.digits());
    }

    /** Each meter and its type. The largest value of late, which stands beside each timer, is no meter of its own. */
    private static Map<String, String> families() {
        Map<String, String> families = new HashMap<>();
        Matcher types = FAMILY.matcher(scrape);
        while (types.find()) {
            if (!families.containsKey(types.group(1).replaceFirst("_max$", ""))) {
                families.put(types.group(1), types.group(2));
            }
        }
        return families;
    }

    private static Map<String, Set<String>> closedSets() throws IOException {
        Set<String> routes =
                AllRoutes.operations().stream().map(Operation::label).collect(Collectors.toCollection(HashSet::new));
        routes.add("none");
        Set<String> results = words(Meters.ClaimResult.values());
        results.addAll(words(Meters.TokenCheck.values()));
        results.addAll(words(Meters.SpanResult.values()));
        results.addAll(words(LineMeter.Result.values()));
        Set<String> batches =
                Set.of("book", "cancel", "amend", "move", "refuse", "audit", "answers", "look", "read", "room", "list");
        Map<String, Set<String>> closed = new HashMap<>(Map.of(
                "route", routes,
                "status", Set.of("200", "201", "other"),
                "store", words(Meters.Store.values()),
                "call", calls(),
                "outcome", Set.of("ok", "failed"),
                "batch", batches,
                "queue", batches,
                "decision", words(Meters.Degraded.values()),
                "kind", words(DriftKind.values()),
                "result",
                        Stream.concat(results.stream(), Stream.of("ok", "failed"))
                                .collect(Collectors.toSet())));
        closed.put(
                "task",
                Set.of(
                        "fill_inventory",
                        "fill_forgotten",
                        "make_partitions",
                        "relay_count_appointments",
                        "settle_leases",
                        "reconcile"));
        closed.put("scope", Set.of("per_process", "once_in_cluster"));
        closed.put("version", Set.of(Version.text()));
        closed.put("java", Set.of(Runtime.version().toString()));
        closed.put("listener", Set.of("count_appointments"));
        return closed;
    }

    private static Set<String> calls() throws IOException {
        Set<String> calls = new HashSet<>(Set.of(
                "ping",
                "cluster",
                "info",
                "hmget",
                "mget",
                "hgetall",
                "other",
                "cluster_map",
                "sent_on",
                "tried_again"));
        calls.addAll(StoreCalls.of("lua"));
        calls.addAll(StoreCalls.of("sql"));
        return calls;
    }

    private static Set<String> words(Enum<?>[] values) {
        return Stream.of(values)
                .map(value -> value.name().toLowerCase(java.util.Locale.ROOT))
                .collect(Collectors.toCollection(HashSet::new));
    }
}
