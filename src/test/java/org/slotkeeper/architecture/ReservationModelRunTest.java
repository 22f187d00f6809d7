package org.slotkeeper.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slotkeeper.testing.Trial;

/** The model of the reservation protocol is free of errors and catches what is planted in it, where it can be run. */
@Trial("every order in which the steps of the reservation protocol can follow each other, by Spin")
final class ReservationModelRunTest {

    private static final Path RUNNER = Path.of("src/dev/model");
    private static final int MINUTES_MAX = 30;
    private static final int TOOLS_MISSING = 3;

    @TempDir
    private Path scratch;

    @Test
    void theProtocolHoldsAndEveryPlantedBugIsCaught() throws IOException, InterruptedException {
        assumeTrue(isOnPath("spin") && isOnPath("gcc") && isOnPath("bash"), "not tried: apt-get install spin gcc");
        Path output = scratch.resolve("output");
        assertThat(run(output, System.getenv("PATH"))).as(() -> read(output)).isZero();
        assertThat(read(output))
                .contains("caught by S1", "caught by S2", "caught by S3", "caught by S4", "caught by L1");
    }

    @Test
    void withoutSpinTheRunnerSaysHowToGetIt() throws IOException, InterruptedException {
        Path tools = Files.createDirectory(scratch.resolve("bin"));
        assumeTrue(isOnPath("bash") && isOnPath("dirname"), "not tried: install bash");
        for (String tool : List.of("bash", "dirname")) {
            Files.createSymbolicLink(
                    tools.resolve(tool), onPath(tool).findFirst().orElseThrow());
        }
        Path output = scratch.resolve("output");
        assertThat(run(output, tools.toString())).isEqualTo(TOOLS_MISSING);
        assertThat(read(output).lines()).singleElement().asString().contains("apt-get install spin gcc");
    }

    private static int run(Path output, String path) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        onPath("bash").findFirst().orElseThrow().toString(), RUNNER.toString(), "--quick")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("PATH", path);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(MINUTES_MAX, TimeUnit.MINUTES))
                    .as("ended in %s minutes", MINUTES_MAX)
                    .isTrue();
            return process.exitValue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException away) {
            throw new UncheckedIOException(away);
        }
    }

    private static boolean isOnPath(String tool) {
        return onPath(tool).findAny().isPresent();
    }

    private static Stream<Path> onPath(String tool) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable);
    }
}
