package org.slotkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.slotkeeper.testing.Trial;

/**
 * The small version of {@code src/dev/roll}. What is promised: while processes are replaced no connection ends in a caller's hands or between gateway and engine, nobody is refused, every wish is answered for good, what was
 * acknowledged is on record, and nobody is told what is not so. On a machine that has other things to do an answer may be to ask again later, which is then done; how many are is not promised.
 */
@Trial("gateways and engines replaced under load")
final class RollingRestartTest {

    private static final int RATE = 60;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    /** With less of a pause than a connection lives, so that each process has connections that are in use when it is told to stop. */
    @Test
    void twoGatewaysAndTwoEnginesAreReplacedUnderLoadAndNoRequestFailsOrIsLost() throws Exception {
        RollingRestart.Order order = new RollingRestart.Order(
                RATE,
                1,
                Duration.ofSeconds(2),
                Duration.ofMillis(500),
                // A slow machine is no fault of a restart.
                List.of("gateway.connectionLifetime=PT2S", "gateway.drainTime=PT20S", "gateway.deadline=PT20S"));
        try (RollingRestart restart = new RollingRestart(order)) {
            RollingReport report = restart.run(directory.resolve("history.ndjson"));
            System.out.println(report);

            assertThat(report.failed()).as("failed: %s", report).isZero();
            assertThat(restart.endedConnections()).isEmpty();
            assertThat(report.refused()).as("refused: %s", report).isZero();
            assertThat(report.unsettled()).as("unsettled: %s", report).isZero();
            assertThat(report.lost()).as("lost: %s", report).isZero();
            assertThat(report.violations()).isEmpty();
            assertThat(report.replaced()).hasSize(4).allMatch(RollingProcesses.Replaced::isClean);
            assertThat(report.during().count()).isPositive();
            assertThat(report.replaced()).allMatch(replaced -> replaced.answered() > 0);
            assertThat(restart.answeredByTheNewOnes()).hasSize(4).allMatch(answered -> answered > 0);
        }
    }
}
