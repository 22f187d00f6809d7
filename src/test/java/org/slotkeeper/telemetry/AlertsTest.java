package org.slotkeeper.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every alert is explained to whoever it wakes, and goes off when it should. */
final class AlertsTest {

    private static final Path RULES = Path.of("config/prometheus/slotkeeper.rules.yaml");
    private static final Path RULE_TESTS = Path.of("src/test/prometheus/slotkeeper.test.yaml");
    private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)");
    private static final Pattern RUNBOOK = Pattern.compile("runbook: src/docs/OPERATING\\.md#(\\w+)");
    private static final Pattern SECTION = Pattern.compile("### (Slotkeeper\\w+)");
    /** A test that expects the alert, and not only its absence. */
    private static final Pattern EXPECTED = Pattern.compile("alertname: (\\w+)\\s+exp_alerts:\\s+-");

    private static Set<String> found(Pattern pattern, Path in) throws IOException {
        return pattern.matcher(Files.readString(in))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyAlertHasASectionInTheRunbook() throws IOException {
        Set<String> alerts = found(ALERT, RULES);

        assertThat(alerts).hasSizeGreaterThan(10);
        assertThat(found(SECTION, Path.of("src/docs/OPERATING.md"))).isEqualTo(alerts);
        assertThat(found(RUNBOOK, RULES))
                .isEqualTo(alerts.stream()
                        .map(alert -> alert.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void everyAlertIsSeenToGoOff() throws IOException {
        assertThat(found(EXPECTED, RULE_TESTS)).isEqualTo(found(ALERT, RULES));
    }

    @Test
    void rulesDoWhatTheirTestsSay() throws Exception {
        assumeTrue(Prometheus.isHere("promtool"), "SKIPPED, promtool is missing: apt-get install prometheus");

        assertThat(run("promtool", "check", "rules", RULES.toString())).contains("SUCCESS");
        assertThat(run("promtool", "test", "rules", RULE_TESTS.toString())).contains("SUCCESS");
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
