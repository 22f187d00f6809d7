package org.slotkeeper.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A process whose error stream goes to a file, and one where it goes to a disk that is full. The lines are the access log's, by the configuration that is shipped. */
final class ErrorStreamTest {

    private static final String LINES = "{\"first\":\"{}\"}\n{\"second\":\"%d\\\\\"}\n";

    @TempDir
    private Path directory;

    /** The process: writes twice, and says on its output what came of each. */
    public static void main(String[] arguments) {
        ErrorStream.install();
        AccessLines lines = new AccessLines();
        for (int time = 0; time < 2; time++) {
            try {
                lines.write(LINES);
                System.out.println("written");
            } catch (IOException failed) {
                System.out.println("failed");
            }
        }
        LoggerFactory.getLogger(ErrorStreamTest.class).warn("and another");
        System.out.println(lines.isOn());
    }

    @Test
    void linesStandInTheFileAsTheyWereHandedOver() throws Exception {
        Path file = directory.resolve("err");
        assertThat(run(file)).containsExactly("written", "written", "true");
        assertThat(Files.readString(file)).startsWith(LINES + LINES).contains("and another");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskIsNoticedEachTime() throws Exception {
        assertThat(run(Path.of("/dev/full"))).containsExactly("failed", "failed", "true");
    }

    private static List<String> run(Path errors) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-Dlogback.configurationFile=logback.xml",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ErrorStreamTest.class.getName())
                .redirectError(errors.toFile())
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return said.lines().toList();
    }
}
