package org.slotkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slotkeeper.testing.Patience;

/** What the page says is needed is what its command works out. */
final class CapacityTest {

    @Test
    void theTableOfThePageIsWhatTheCommandPrints() throws IOException, InterruptedException {
        String page = Files.readString(Path.of("src/docs/CAPACITY.md"));

        assertThat(between(page, "<!-- src/dev/capacity -->\n", "<!-- end -->")).isEqualTo(run("src/dev/capacity"));
    }

    @Test
    void costsThatAreTwiceAsHighNeedTwiceAsManyCores() throws IOException, InterruptedException {
        Path costs = Files.createTempFile("costs", ".csv");
        Path load = Path.of("src/dev/load.csv");
        Files.writeString(costs, costs(1_000));
        String once = run("src/dev/capacity", costs.toString(), load.toString());
        Files.writeString(costs, costs(2_000));
        String twice = run("src/dev/capacity", costs.toString(), load.toString());

        // 15,000 searches a second of a millisecond each are 15 cores, and 25 at 60 %.
        assertThat(cellOfEngland(once, "engine cores to have")).isEqualTo("25");
        assertThat(cellOfEngland(twice, "engine cores to have")).isEqualTo("50");
        Files.delete(costs);
    }

    private static String costs(int searchMicros) {
        return "operation,gateway,engine,postgres,redis\nbook,0,0,0,0\nhold_and_book,0,0,0,0\ncancel,0,0,0,0\nlost_race,0,0,0,0\nsearch,0,"
                + searchMicros + ",0,0\n";
    }

    private static String cellOfEngland(String table, String row) {
        return table.lines()
                .filter(line -> line.startsWith("| " + row + " |"))
                .map(line -> line.split("\\|")[4].trim())
                .findFirst()
                .orElseThrow();
    }

    private static String between(String page, String begin, String end) {
        int from = page.indexOf(begin) + begin.length();
        return page.substring(from, page.indexOf(end, from));
    }

    private static String run(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(List.of(command)).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(Patience.LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return printed;
    }
}
