package org.slotkeeper.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slotkeeper.api.practice.PracticeList;
import org.slotkeeper.assembly.Chance;
import org.slotkeeper.assembly.ProcessEngine;
import org.slotkeeper.demo.DemoPractices;
import org.slotkeeper.demo.PublishDemo.Span;
import org.slotkeeper.domain.schedule.London;
import org.slotkeeper.system.RunningSystem;
import org.slotkeeper.testing.MachineClock;
import org.slotkeeper.testing.Patience;

/** The commands that the README prints work as printed. */
final class ReadmeTest {

    private static final Pattern SHELL = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

    /** What whoever is told by a busy machine does as it says: tries again. */
    private static final String LATER = "try again later";

    private static final int TRIES_MAX = 30;

    @Test
    void theCurlsBookAnAppointmentAndPublishASession() throws IOException, InterruptedException {
        assumeTrue(
                isOnPath("bash") && isOnPath("curl"), "not tried: install bash and curl to try the README's commands");
        Instant now = MachineClock.now();
        try (RunningSystem system = RunningSystem.startAt(now)) {
            publishLikeTheDemonstration(system, now);
            String script = section("## Three curls")
                    .collect(Collectors.joining("\n"))
                    .replace(
                            "http://127.0.0.1:8080",
                            "http://127.0.0.1:" + system.running().gatewayPort());
            String output = run(script);
            for (int again = 0; again < TRIES_MAX && output.contains(LATER); again++) {
                output = run(script);
            }
            assertThat(output)
                    .contains("Z99001-")
                    .contains("\"resourceType\":\"Appointment\"")
                    .contains("\"status\":\"booked\"")
                    .contains("\"id\":\"next-week\"");
        }
    }

    @Test
    void documentsThatItNamesHaveSomethingToSay() throws IOException {
        Stream<String> named = Pattern.compile("`(src/docs/[A-Z]+\\.md)`")
                .matcher(Files.readString(Path.of("README.md")))
                .results()
                .map(found -> found.group(1));

        assertThat(Stream.concat(named, Stream.of("CHANGELOG.md")))
                .hasSizeGreaterThan(4)
                .allSatisfy(document -> assertThat(Files.readString(Path.of(document)))
                        .as(document)
                        .startsWith("# "));
    }

    @Test
    void theTwoCommandsAreThere() throws IOException {
        String commands = section("## Two commands").findFirst().orElseThrow();
        assertThat(commands).contains("src/dev/up", "./mvnw verify");
        assertThat(Files.readString(Path.of("README.md"))).contains("`./mvnw verify -Dquick`");
        assertThat(Files.isExecutable(Path.of("src/dev/up"))).isTrue();
        assertThat(Files.readString(Path.of(".ci/run")))
                .contains("./mvnw")
                .contains("verify")
                .doesNotContain("-D");
    }

    private static void publishLikeTheDemonstration(RunningSystem system, Instant now) throws IOException {
        ProcessEngine processEngine = system.running().processEngine();
        try (InputStream list = DemoPractices.open()) {
            PracticeList practices = PracticeList.read(list);
            Span fortnight = new Span(London.dayOf(now), 14, now);
            int published = processEngine
                    .onLoop(
                            () -> processEngine.publishDemo(1, new Chance()).publish(practices.listings(), fortnight),
                            Duration.ofMinutes(1),
                            "publishing")
                    .practices();
            assertThat(published).isEqualTo(practices.listings().size());
        }
    }

    private static Stream<String> section(String title) throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        int from = readme.indexOf(title);
        int until = readme.indexOf("\n## ", from + title.length());
        return SHELL.matcher(readme.substring(from, until)).results().map(found -> found.group(1));
    }

    private static String run(String script) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder(List.of("bash", "-eu", "-c", script))
                .redirectErrorStream(true)
                .start();
        String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor(Patience.LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(shell.exitValue()).as(output).isZero();
        return output;
    }

    private static boolean isOnPath(String program) {
        return Arrays.stream(String.valueOf(System.getenv("PATH")).split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }
}
