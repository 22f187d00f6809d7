package org.slotkeeper.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slotkeeper.telemetry.Meters;

/** Who is asked next, and who is not. */
class EngineTurnsTest {

    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final Meters meters = new Meters();
    private final AtomicLong nanos =
            new AtomicLong(Long.MAX_VALUE - Duration.ofSeconds(1).toNanos());

    @AfterEach
    void close() {
        meters.close();
    }

    private EngineTurns turns(int engines) {
        return new EngineTurns(
                IntStream.range(0, engines)
                        .mapToObj(port -> new EngineAddress("engine", port))
                        .toList(),
                new ForwardSettings.Silence(Duration.ofSeconds(2), 3, PAUSE),
                nanos::get,
                meters);
    }

    private String leftOut() {
        return meters.scrape()
                .lines()
                .filter(line -> line.startsWith("slotkeeper_engines_left_out "))
                .findFirst()
                .orElseThrow()
                .split(" ")[1];
    }

    private static List<Integer> asked(EngineTurns turns, int times) {
        return IntStream.range(0, times).mapToObj(at -> turns.next()).toList();
    }

    private static void unanswered(EngineTurns turns, int engine, int times) {
        for (int at = 0; at < times; at++) {
            turns.unanswered(engine);
        }
    }

    @Test
    void eachHasItsTurn() {
        assertThat(asked(turns(3), 7)).containsExactly(0, 1, 2, 0, 1, 2, 0);
        assertThat(turns(3).otherThan(2)).isZero();
        assertThat(turns(1).otherThan(0)).isZero();
    }

    @Test
    void oneIsLeftOutAfterSoManyInARowAndAnAnswerBreaksTheRow() {
        EngineTurns turns = turns(3);
        unanswered(turns, 1, 2);
        turns.answered(1);
        unanswered(turns, 1, 2);
        assertThat(leftOut()).isEqualTo("0.0");

        turns.unanswered(1);

        assertThat(leftOut()).isEqualTo("1.0");
        assertThat(asked(turns, 4)).containsExactly(0, 2, 0, 2);
        assertThat(turns.otherThan(0)).isEqualTo(2);
        assertThat(turns.isAnswering(1)).isFalse();
    }

    @Test
    void oneIsAlwaysAsked() {
        EngineTurns turns = turns(2);
        unanswered(turns, 0, 9);
        unanswered(turns, 1, 9);

        assertThat(leftOut()).isEqualTo("1.0");
        assertThat(asked(turns, 2)).containsExactly(1, 1);
        assertThat(turns.isAnswering(1)).isFalse();

        turns.answered(0);
        turns.unanswered(1);

        assertThat(asked(turns, 2)).containsExactly(0, 0);
        unanswered(turns(1), 0, 9);
    }

    @Test
    void oneThatIsLeftOutIsTriedOnceEachPauseUntilItAnswers() {
        EngineTurns turns = turns(2);
        assertThat(turns.toBeTried()).isEmpty();
        unanswered(turns, 1, 3);
        nanos.addAndGet(PAUSE.toNanos() - 1);
        assertThat(turns.toBeTried()).isEmpty();

        nanos.incrementAndGet();
        assertThat(turns.toBeTried()).hasValue(1);
        assertThat(turns.toBeTried()).isEmpty();
        turns.unanswered(1);
        nanos.addAndGet(PAUSE.toNanos());
        assertThat(turns.toBeTried()).hasValue(1);
        assertThat(leftOut()).isEqualTo("1.0");

        turns.answered(1);

        assertThat(leftOut()).isEqualTo("0.0");
        assertThat(asked(turns, 2)).containsExactly(0, 1);
        nanos.addAndGet(PAUSE.toNanos());
        assertThat(turns.toBeTried()).isEmpty();
    }
}
