package org.slotkeeper.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The small version of {@code src/dev/drill}: what is lost with the ledger's disk is what was not shipped yet, and what is gone back to is a moment. */
final class RestoreDrillTest {

    private static final Duration SHIPPED_AFTER = Duration.ofSeconds(3);
    /** Postgres looks once in a while whether a segment is due, and a copy of it takes time on a busy machine. */
    private static final Duration SHIPPING_MAX = SHIPPED_AFTER.plusSeconds(8);

    private static final Order SMALL = new Order(6, 20, Duration.ofSeconds(2), SHIPPED_AFTER);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    @Test
    void aLedgerThatIsGoneAndOneThatWasSpoiltComeBackFromTheirBackup() throws IOException {
        try (Drill drill = Drill.start(directory, SMALL, System.out)) {
            Instant copied = drill.backUpWhileBooking();

            Recovery lost = drill.loseAllAndRestore();
            assertThat(lost.missing()).isNotEmpty();
            assertThat(lost.lost()).isLessThan(SHIPPING_MAX);
            assertThat(lost.givenUp()).isEmpty();
            assertThat(lost.kept())
                    .as("what was booked after the copy was made")
                    .anyMatch(booking -> booking.firstSentAt().isAfter(copied));
            assertThat(drill.bookAgainAndAudit(lost)).isEmpty();

            Recovery deleted = drill.deleteAndGoBack();
            assertThat(deleted.missing()).isEmpty();
            assertThat(deleted.tooLate()).isEmpty();
            assertThat(deleted.givenUp()).isNotEmpty();
            assertThat(deleted.kept()).hasSizeGreaterThan(lost.kept().size());
            assertThat(drill.bookAgainAndAudit(deleted)).isEmpty();
        }
    }
}
