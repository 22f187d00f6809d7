package org.slotkeeper.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A meter is there for whatever is called: a process that has done everything once goes on. */
final class MetersTest {

    private static final Path RESOURCES = Path.of("src/main/resources");

    @Test
    void everyScriptAndStatementHasAMeterOfItsOwn() throws IOException {
        try (Meters meters = new Meters()) {
            List<String> scripts = names("lua");
            List<String> statements = names("sql");
            scripts.forEach(name -> meters.storeCall(Meters.Store.REDIS, name).answered(1));
            statements.forEach(
                    name -> meters.storeCall(Meters.Store.POSTGRES, name).answered(1));

            assertThat(scripts.size() + statements.size()).isGreaterThan(70);
            assertThat(scripts).allSatisfy(name -> assertThat(meters.scrape()).contains("call=\"" + name + "\""));
            assertThat(statements)
                    .allSatisfy(name -> assertThat(meters.scrape()).contains("call=\"" + name + "\""));
        }
    }

    @Test
    void whatThereIsNoRoomForIsMeasuredTogether() {
        try (Meters meters = new Meters()) {
            for (int name = 0; name < 1_000; name++) {
                meters.storeCall(Meters.Store.REDIS, "call_" + name).answered(1);
            }

            assertThat(meters.scrape().lines().filter(line -> line.startsWith("slotkeeper_store_calls_seconds_count")))
                    .hasSizeLessThan(2 * 260)
                    .anyMatch(line -> line.contains("call=\"other\"") && line.contains("outcome=\"ok\""));
        }
    }

    private static List<String> names(String kind) throws IOException {
        Path root = RESOURCES.resolve(kind);
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .filter(file -> !file.contains("part_"))
                    .map(file -> file.replace('/', '_').replaceFirst("\\.\\w+$", ""))
                    .toList();
        }
    }
}
