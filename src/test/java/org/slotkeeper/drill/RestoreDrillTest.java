package org.slotkeeper.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.slotkeeper.testing.Trial;

/** The small version of {@code src/dev/drill}: what is lost with the ledger's disk is what was not shipped yet, and what is gone back to is a moment. How long that takes is measured by {@code src/dev/drill}, and is no promise here. */
@Trial("the ledger lost and restored")
final class RestoreDrillTest {

    private static final Duration SHIPPED_AFTER = Duration.ofSeconds(3);

    private static final Order SMALL = new Order(6, 20, Duration.ofSeconds(2), SHIPPED_AFTER);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    @Test
    void aLedgerThatIsGoneAndOneThatWasSpoiltComeBackFromTheirBackup() throws IOException {
        try (Drill drill = Drill.start(directory, SMALL, System.out)) {
            Instant copied = drill.backUpWhileBooking();

            Recovery lost = drill.loseAllAndRestore();
            assertThat(lost.missing()).isNotEmpty();
            assertThat(lost.missing()).as("what was shipped before").noneMatch(booking -> booking.toldAt()
                    .isBefore(drill.shippedUntil()));
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
