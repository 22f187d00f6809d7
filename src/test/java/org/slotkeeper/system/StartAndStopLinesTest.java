package org.slotkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slotkeeper.assembly.Chance;
import org.slotkeeper.assembly.ProcessPlan;
import org.slotkeeper.assembly.Role;
import org.slotkeeper.assembly.Running;
import org.slotkeeper.platform.Version;
import org.slotkeeper.testing.MachineClock;
import org.slotkeeper.testing.RunOutput;
import org.slotkeeper.testing.Said;
import org.slotkeeper.testing.TestIssuer;

/** What a process says of itself when it starts and when it stops. */
final class StartAndStopLinesTest {

    private final Said said = Said.by("org.slotkeeper.assembly.ProcessLines");

    @AfterEach
    void stop() {
        said.close();
    }

    private static Running start(TestIssuer issuer, String publicUrl) {
        List<String> flags = new ArrayList<>(RunOutput.flags());
        flags.addAll(issuer.flags());
        flags.addAll(List.of(
                "gateway.host=127.0.0.1",
                "gateway.port=0",
                "gateway.publicUrl=" + publicUrl,
                "gateway.drainTime=PT1S",
                "management.port=0",
                "postgres.password=correct-horse"));
        ProcessPlan plan = new ProcessPlan(RunningSystem.configOf(flags), Role.GATEWAY, Optional.empty(), 2);
        return Running.start(plan, MachineClock.utc(), new Chance());
    }

    @Test
    void whoeverDoesNotKnowItsAddressSaysSo() {
        try (TestIssuer issuer = TestIssuer.start(MachineClock.utc());
                Running running = start(issuer, "")) {
            assertThat(running.gatewayPort()).isPositive();
            assertThat(said.lines())
                    .extracting(ILoggingEvent::getMessage)
                    .containsExactly(
                            "started",
                            "gateway.publicUrl is not set: links in answers may lead where no caller can go");
        }
    }

    @Test
    void aGatewaySaysWhatItIsAndHowItEnded() {
        try (TestIssuer issuer = TestIssuer.start(MachineClock.utc())) {
            Running running = start(issuer, "https://booking.test");
            int port = running.gatewayPort();
            running.close();

            assertThat(said.lines())
                    .extracting(ILoggingEvent::getMessage)
                    .containsExactly("started", "asked to stop", "stopped");
            assertThat(values(0))
                    .contains(
                            "version=" + Version.text(),
                            "java=" + Runtime.version(),
                            "role=gateway",
                            "ports={gateway=" + port + ", management=" + managementPort() + "}",
                            "publicUrl=https://booking.test",
                            "engines=http://127.0.0.1:8081")
                    .noneMatch(value -> value.startsWith("postgres=") || value.contains("correct-horse"));
            assertThat(values(1)).containsExactly("requests=0");
            assertThat(values(2)).contains("requests=0").anyMatch(value -> value.matches("ms=[0-9]+"));
        }
    }

    private String managementPort() {
        return values(0).stream()
                .filter(value -> value.startsWith("ports="))
                .findFirst()
                .orElseThrow()
                .replaceFirst(".*management=([1-9][0-9]*)}", "$1");
    }

    private List<String> values(int line) {
        return said.lines().get(line).getKeyValuePairs().stream()
                .map(pair -> pair.key + '=' + pair.value)
                .collect(Collectors.toList());
    }
}
