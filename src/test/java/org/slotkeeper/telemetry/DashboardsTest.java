package org.slotkeeper.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.system.RunningSystem;

/** What dashboards and rules ask for is there: in what a process tells, and for a real Prometheus that scrapes it. */
final class DashboardsTest {

    private static final Path DASHBOARDS = Path.of("config/grafana");
    private static final Path RULES = Path.of("config/prometheus/slotkeeper.rules.yaml");
    private static final Pattern METRIC = Pattern.compile("\\b((?:slotkeeper|jvm|process|system)_[a-z_]+)\\b");
    private static final Pattern RECORDED = Pattern.compile("\\bslotkeeper:[a-z0-9_:]+");

    @TempDir
    private static Path directory;

    private static RunningSystem system;

    @BeforeAll
    static void bookOneSlotAndLoseOneRace() {
        system = RunningSystem.start();
        OdsCode practice = system.practiceWithSlots(2);
        String slot = system.freeOnMonday(practice).get(0);
        system.booked(RunningSystem.newPatient(), practice, slot);
        system.book(RunningSystem.newPatient(), practice, slot).withStatus(409);
        // Pauses are told of once there has been one.
        System.gc();
        await().until(() -> scrape().contains("jvm_gc_pause_seconds_sum"));
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    private static List<JsonObject> dashboards() throws IOException {
        try (Stream<Path> files = Files.list(DASHBOARDS)) {
            List<JsonObject> dashboards = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                dashboards.add(new JsonObject(Files.readString(file)));
            }
            return dashboards;
        }
    }

    private static List<JsonObject> panels() throws IOException {
        return dashboards().stream()
                .flatMap(dashboard -> objects(dashboard.getJsonArray("panels")))
                .toList();
    }

    private static Stream<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast);
    }

    /** As Grafana sends them. */
    private static List<String> expressions() throws IOException {
        return panels().stream()
                .flatMap(panel -> objects(panel.getJsonArray("targets")))
                .map(target -> target.getString("expr")
                        .replace("$__rate_interval", "1m")
                        .replace("$job", ".*"))
                .toList();
    }

    private static Set<String> named(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(match -> match.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String askedFor() throws IOException {
        return String.join("\n", expressions()) + Files.readString(RULES).replaceAll("#.*|runbook:.*", "");
    }

    private static String scrape() throws IOException, InterruptedException {
        URI metrics = URI.create("http://127.0.0.1:" + system.running().managementPort() + "/metrics");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString())
                .body();
    }

    @Test
    void everyMetricThatIsAskedForIsTold() throws Exception {
        Set<String> asked = named(METRIC, askedFor());

        String told = scrape();

        assertThat(asked).hasSizeGreaterThan(20).allSatisfy(name -> assertThat(told)
                .containsPattern("(?m)^" + name + "[{ ]"));
    }

    @Test
    void everyRecordedSeriesThatIsAskedForIsRecorded() throws Exception {
        String rules = Files.readString(RULES);

        assertThat(named(RECORDED, askedFor())).isNotEmpty().allSatisfy(name -> assertThat(rules)
                .contains("- record: " + name + "\n"));
    }

    @Test
    void panelsSayWhatTheyShowAndStandBesideEachOther() throws IOException {
        for (JsonObject dashboard : dashboards()) {
            assertThat(dashboard.getString("uid")).startsWith("slotkeeper-");
            Set<String> places = new TreeSet<>();
            objects(dashboard.getJsonArray("panels")).forEach(panel -> {
                assertThat(panel.getString("title")).isNotBlank();
                assertThat(panel.getString("description")).isNotBlank();
                assertThat(panel.getJsonObject("fieldConfig")
                                .getJsonObject("defaults")
                                .getString("unit"))
                        .isNotBlank();
                assertThat(places.add(panel.getJsonObject("gridPos").encode())).isTrue();
            });
        }
    }

    @Test
    void aRealPrometheusAnswersEveryPanel() throws Exception {
        assumeTrue(Prometheus.isHere("prometheus"), "SKIPPED, prometheus is missing: apt-get install prometheus");
        try (Prometheus prometheus =
                Prometheus.start(directory, system.running().managementPort())) {
            for (String name : named(METRIC, askedFor())) {
                assertThat(prometheus.query(name)).as(name).isNotEmpty();
            }
            await().until(() -> !prometheus
                    .query("rate(slotkeeper_http_requests_seconds_count[1m])")
                    .isEmpty());
            for (String expression : expressions()) {
                assertThat(prometheus.query(expression)).as(expression).isNotNull();
            }
            assertThat(prometheus.query("ALERTS{alertname=\"SlotkeeperProcessGone\"}"))
                    .isEmpty();
        }
    }
}
