package org.slotkeeper.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.slotkeeper.cost.Load.Tally;
import org.slotkeeper.cost.Workload.Measured;
import org.slotkeeper.load.kit.Spread;

/** What is told of samples: their middle and their ends, ratios of the same round, and nothing of samples that measured something else. */
final class FiguresTest {

    private static final String OTHER = "other";

    private final Figures figures =
            Figures.begin(new JsonObject().put("commit", "c").put("at", "t").put("jdk", "j"));

    @Test
    void aSpreadIsTheMedianBetweenTheLowestAndTheHighest() {
        assertEquals(new Spread(1, 3, 9), Spread.of(new double[] {9, 1, 3}));
        assertEquals(new Spread(1, 2.5, 4), Spread.of(new double[] {4, 1, 3, 2}));
    }

    @Test
    void aRatioIsTakenOfFiguresOfTheSameRound() {
        sample(Figures.MEASURE, 1, 100, Map.of(201, 10));
        sample(Figures.MEASURE, 2, 1000, Map.of(201, 10));
        sample(OTHER, 1, 300, Map.of(201, 10));
        sample(OTHER, 2, 2000, Map.of(201, 10));

        assertEquals(Optional.of(new Spread(2, 2.5, 3)), figures.ratio(OTHER, Operation.BOOK));
    }

    @Test
    void aSampleInWhichManyWereRefusedIsNoFigure() {
        sample(OTHER, 1, 50, Map.of(201, 90, 503, 10));
        assertEquals(Optional.empty(), figures.cpu(OTHER, Operation.BOOK));

        sample(OTHER, 2, 70, Map.of(201, 100));
        assertEquals(Optional.of(new Spread(70, 70, 70)), figures.cpu(OTHER, Operation.BOOK));
    }

    @Test
    void aLostRaceIsDoneWhenItWasRefusedAndABookingWhenItWasNot() {
        assertTrue(Operation.LOST_RACE.isDoneBy(409));
        assertTrue(!Operation.LOST_RACE.isDoneBy(201));
        assertTrue(Operation.BOOK.isDoneBy(201));
        assertTrue(!Operation.BOOK.isDoneBy(409));
    }

    @Test
    void aChangeThatIsSmallerThanTheRoundsDifferAmongThemselvesIsNoFinding() {
        sample(OTHER, 1, 100, Map.of(201, 10));
        sample(OTHER, 2, 120, Map.of(201, 10));
        Figures close = new Figures(figures.json().copy());
        Figures far = Figures.begin(figures.json().copy());
        far.add(OTHER, Operation.BOOK, 1, measured(200, Map.of(201, 10)));

        assertTrue(compared(close).contains("within the spread"));
        assertTrue(compared(far).contains("+81.8 %") && !compared(far).contains("within the spread"));
    }

    @Test
    void thePageNamesEveryContestantThatHasAFigure() {
        sample("one & only", 1, 100, Map.of(201, 10));

        assertTrue(new CostPage(figures).html().contains("one &amp; only"));
    }

    private String compared(Figures after) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Report.compare(figures, after, new PrintStream(out));
        return out.toString();
    }

    private void sample(String contestant, int round, double micros, Map<Integer, Integer> statuses) {
        figures.add(contestant, Operation.BOOK, round, measured(micros, statuses));
    }

    private static Measured measured(double micros, Map<Integer, Integer> statuses) {
        int count = statuses.values().stream().mapToInt(Integer::intValue).sum();
        return new Measured(new Tally(count, 1, new long[] {1}, statuses), Map.of("JVM", micros), 0.1);
    }
}
