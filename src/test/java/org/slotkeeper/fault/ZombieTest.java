package org.slotkeeper.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.slotkeeper.history.Violation;
import org.slotkeeper.history.Violation.Promise;
import org.slotkeeper.testing.Trial;

/** A refusal stops a booking that comes late, because the ledger remembers it: without its memory the same story ends otherwise. */
@Trial("an engine that stands still and wakes up")
final class ZombieTest {

    /** On a busy machine a request may be past its deadline before the story is at its end: then there is none yet. */
    private static final int TRIES = 3;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    @Test
    void aRefusalIsNotContradictedByAnEngineThatWakesUp() throws IOException {
        assertThat(play(PlantedBugs.NONE)).isEmpty();
    }

    @Test
    void withoutStoredRefusalsItIsAndTheAuditorSaysSo() throws IOException {
        assertThat(play(PlantedBugs.NO_REFUSAL_ROWS))
                .extracting(Violation::promise)
                .contains(Promise.I7_REFUSED_AND_DONE);
    }

    private List<Violation> play(PlantedBugs planted) throws IOException {
        for (int nth = 1; ; nth++) {
            Path ofTry = Files.createDirectory(directory.resolve("try-" + nth));
            try (Rig rig = Rig.start(ofTry, planted, Zombie.DEADLINE)) {
                return Zombie.play(rig, ofTry);
            } catch (IllegalStateException noStory) {
                if (nth == TRIES) {
                    throw noStory;
                }
            }
        }
    }
}
