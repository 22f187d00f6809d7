package org.slotkeeper.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slotkeeper.simulation.Simulation.Result;
import org.slotkeeper.testing.Trial;

/** Each guard of the protocol is there for something: without it, the simulator finds a seed that breaks a promise. */
@Trial("planted bugs in simulated histories")
final class PlantedBugTest {

    /** A refusal that is not stored does harm in one seed of ten thousand or more. */
    private static final long SEEDS_MAX = 60_000;

    private static final long SEEDS_AT_ONCE = 250;
    private static final int THREADS = Runtime.getRuntime().availableProcessors();

    static Stream<Arguments> plants() {
        return Stream.of(
                Arguments.of(Plants.NO_UNIQUE_INDEX, List.of("S1")),
                Arguments.of(Plants.ACK_BEFORE_COMMIT, List.of("S2")),
                Arguments.of(Plants.NO_REFUSAL_ROWS, List.of("S4")),
                Arguments.of(Plants.FREED_WITHOUT_MARK, List.of("L1")),
                Arguments.of(Plants.NO_REQUEST_ROW, List.of("S3", "S4")),
                Arguments.of(Plants.NO_LIFE_CHECK, List.of("L1", "S4")),
                Arguments.of(Plants.ALWAYS_SURE, List.of("S4")),
                Arguments.of(Plants.FILL_WITHOUT_FENCE, List.of("L1")),
                Arguments.of(Plants.FILL_WITHOUT_ENDS, List.of("L1")),
                Arguments.of(Plants.SETTLE_WITHOUT_ASKING, List.of("L1")),
                Arguments.of(Plants.OLD_CLOCK, List.of("S5")),
                Arguments.of(BookPlants.WITHOUT_RULES, List.of("S5")),
                Arguments.of(Plants.WITHDRAWN_WHATEVER, List.of("S6")),
                Arguments.of(Plants.NAMES_IGNORED, List.of("S7")),
                Arguments.of(Plants.FOUND_BY_SEAT, List.of("S8")),
                Arguments.of(BookPlants.WITHOUT_RETIRED, List.of("S9")),
                Arguments.of(Plants.KEPT_AND_MOVED, List.of("S10")));
    }

    @ParameterizedTest
    @MethodSource("plants")
    void isFound(Plant plant, List<String> promises) {
        Optional<Result> found = Optional.empty();
        for (long from = 1; found.isEmpty() && from < SEEDS_MAX; from += SEEDS_AT_ONCE) {
            found = ManySeeds.run(from, SEEDS_AT_ONCE, plant, THREADS).violations().stream()
                    .filter(result ->
                            promises.contains(result.violation().orElseThrow().promise()))
                    .findFirst();
        }
        assertThat(found).as(plant.name()).isPresent();
        // The same seed without the bug breaks nothing: it is the bug that was found.
        assertThat(Simulation.run(found.orElseThrow().seed(), Plant.NONE, false).violation())
                .isEmpty();
        found.ifPresent(result -> System.out.println(plant.name() + ": seed " + result.seed() + ", "
                + result.violation().orElseThrow().getMessage()));
    }
}
