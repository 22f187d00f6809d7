package org.slotkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.slotkeeper.testing.ChildProcess;
import org.slotkeeper.testing.MachineClock;
import org.slotkeeper.testing.TestIssuer;

/** What a real process's error stream has of its access log when the process is stopped, when it is killed, and when the disk is full: a gateway, which answers by itself what leads nowhere. */
final class AccessLogOfAProcessTest {

    private static final String NOWHERE = "/nowhere";

    @TempDir
    private Path directory;

    private final int management = ChildProcess.freePort();
    private TestIssuer issuer;

    @BeforeEach
    void startIssuer() {
        issuer = TestIssuer.start(MachineClock.utc());
    }

    @AfterEach
    void stopIssuer() {
        issuer.close();
    }

    @Test
    void aProcessThatIsStoppedHasWrittenAllItsLines() throws Exception {
        try (ChildProcess gateway = ChildProcess.start(gateway()).awaitReady()) {
            List<String> asked = ask(gateway, 50);
            int unused = gateway.terminate();
            assertThat(ids(gateway.complained())).containsExactlyElementsOf(asked);
        }
    }

    @Test
    void aProcessThatIsKilledHasWrittenWhatIsOlderThanItsLastMoments() throws Exception {
        try (ChildProcess gateway = ChildProcess.start(gateway()).awaitReady()) {
            List<String> asked = ask(gateway, 50);
            await().until(() -> ids(gateway.complained()).size() == asked.size());
            gateway.kill();
            assertThat(ids(gateway.complained())).containsExactlyElementsOf(asked);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void onAFullDiskRequestsAreAnsweredAndLinesCounted() throws Exception {
        try (ChildProcess gateway = ChildProcess.startComplainingTo(new File("/dev/full"), gateway())
                .awaitReady()) {
            List<String> asked = ask(gateway, 50);
            await().until(() -> new Api(management)
                    .call("GET", "/metrics")
                    .send()
                    .withStatus(200)
                    .body()
                    .contains("slotkeeper_access_lines_total{result=\"not_written\"} " + asked.size() + ".0"));
        }
    }

    private static List<String> ask(ChildProcess gateway, int times) {
        Api api = new Api(gateway.port());
        List<String> ids = new ArrayList<>();
        for (int at = 0; at < times; at++) {
            UUID id = UUID.randomUUID();
            api.call("GET", NOWHERE).requestId(id).send().withStatus(404);
            ids.add(id.toString());
        }
        return ids;
    }

    private static List<String> ids(List<String> lines) {
        return lines.stream()
                .filter(line -> line.contains("request answered"))
                .map(line -> new JsonObject(line).getString("request"))
                .toList();
    }

    private String[] gateway() throws IOException {
        Path file = Files.writeString(directory.resolve("slotkeeper.yaml"), "gateway:\n  port: 0\n");
        List<String> words = new ArrayList<>(List.of("serve", "--config", file.toString(), "--role", "gateway"));
        issuer.flags().forEach(flag -> words.addAll(List.of("--set", flag)));
        words.addAll(List.of("--set", "management.port=" + management, "--set", "gateway.drainTime=PT1S"));
        return words.toArray(String[]::new);
    }
}
