package org.slotkeeper.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.slotkeeper.history.Violation;
import org.slotkeeper.history.Violation.Promise;

/** A refusal stops a booking that comes late, because the ledger remembers it: without its memory the same story ends otherwise. */
final class ZombieTest {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    @Test
    void aRefusalIsNotContradictedByAnEngineThatWakesUp() throws IOException {
        try (Rig rig = Rig.start(directory, PlantedBugs.NONE)) {
            assertThat(Zombie.play(rig, directory)).isEmpty();
        }
    }

    @Test
    void withoutStoredRefusalsItIsAndTheAuditorSaysSo() throws IOException {
        try (Rig rig = Rig.start(directory, PlantedBugs.NO_REFUSAL_ROWS)) {
            assertThat(Zombie.play(rig, directory))
                    .extracting(Violation::promise)
                    .contains(Promise.I7_REFUSED_AND_DONE);
        }
    }
}
