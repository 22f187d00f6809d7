package org.slotkeeper.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.slotkeeper.system.RunningSystem;
import org.slotkeeper.testing.RunOutput.Kind;

/** What is searched for patients at the end of a run is there: a search of nothing would find nobody. */
@EnabledIf(value = "isTheBuilds", disabledReason = "gathered by the build only")
final class RunOutputTest {

    static boolean isTheBuilds() {
        return RunOutput.directory().isPresent();
    }

    @Test
    void logsMetersAndTracesOfASlotkeeperAreGathered() throws IOException {
        UUID id = UUID.randomUUID();
        try (RunningSystem system = RunningSystem.start()) {
            system.api().call("GET", "/FHIR/R4/metadata").requestId(id).send().withStatus(200);
        }
        JsonObject line = gathered(Kind.LOGS)
                .lines()
                .filter(one -> one.contains(id.toString()))
                .map(JsonObject::new)
                .findFirst()
                .orElseThrow();
        assertThat(line.getString("message")).isEqualTo("request answered");
        assertThat(gathered(Kind.TRACES)).contains(line.getString("trace"));
        assertThat(gathered(Kind.METRICS)).contains("slotkeeper_http_requests_seconds_count{route=\"metadata\"");
    }

    private static String gathered(Kind kind) throws IOException {
        Path file = kind.in(RunOutput.directory().orElseThrow());
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
}
