package org.slotkeeper.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.slotkeeper.testing.Trial;

/** The small version of {@code src/dev/chaos}: every kind of fault once, three to a round, and one round that nobody has seen before. Any answer may be that it is not known, or that there is too much to do; in the end each wish is answered for good, and no answer is wrong. */
@Trial("rounds of faults under load")
final class ChaosTest {

    private static final int FAULTS_A_ROUND = 3;
    private static final int LOAD_MILLIS = 2_000;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    @Test
    void noPromiseIsBrokenUnderAnyKindOfFault() throws IOException {
        try (Rig rig = Rig.start(directory, PlantedBugs.NONE)) {
            List<FaultKind> kinds = possible(rig);
            Course course = new Course(rig, directory);
            List<RoundReport> reports = new ArrayList<>();
            for (int from = 0; from < kinds.size(); from += FAULTS_A_ROUND) {
                List<FaultKind> now = kinds.subList(from, Math.min(from + FAULTS_A_ROUND, kinds.size()));
                reports.add(course.play(from, drawn(from, now)));
            }
            long fresh = ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE);
            System.out.println("the fresh round can be run again: src/dev/chaos --rounds 1 --seed " + fresh);
            reports.add(course.play(fresh, Round.faultsOf(fresh, kinds, List.of())));

            reports.forEach(System.out::println);
            assertThat(reports).allSatisfy(report -> assertThat(report.violations())
                    .as(report.toString())
                    .isEmpty());
            assertThat(reports.stream().mapToInt(RoundReport::acknowledged).sum())
                    .isPositive();
            assertThat(reports.stream().mapToInt(RoundReport::unknown).sum()).isPositive();
        }
    }

    private static List<Fault> drawn(long seed, List<FaultKind> kinds) {
        Random random = new Random(seed);
        return kinds.stream()
                .map(kind -> Fault.draw(kind, List.of(), LOAD_MILLIS, random))
                .toList();
    }

    private static List<FaultKind> possible(Rig rig) {
        List<FaultKind> kinds = new ArrayList<>(List.of(FaultKind.values()));
        rig.disk().whyNotLimited().ifPresent(why -> {
            System.out.println("NOT POSSIBLE HERE: " + FaultKind.POSTGRES_DISK_FULL + ": " + why);
            kinds.remove(FaultKind.POSTGRES_DISK_FULL);
        });
        return kinds;
    }
}
