package org.slotkeeper.load.journal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.slotkeeper.load.journal.Answer.Operation;
import org.slotkeeper.load.page.Figures;
import org.slotkeeper.load.page.Quantiles;
import org.slotkeeper.load.plan.Shape;
import org.slotkeeper.load.plan.Shape.Piece;
import org.slotkeeper.load.watch.MetricsText;

final class JournalTest {

    @Test
    void aLineSaysAllOfAnAnswer() {
        Answer answer = new Answer(
                true,
                Operation.HOLD,
                12,
                3,
                "Z99001",
                "9990000018",
                "Z99001-20261207-001",
                "Z99001-20261207-001-A",
                201,
                "",
                99);
        assertThat(Answer.parse(answer.line())).isEqualTo(answer);
    }

    @Test
    void whatWasBeforeItCountsIsInNoTotal() {
        Figures figures = new Figures(1_000, 1);
        figures.add(answer(true, Operation.BOOK, 0, 201));
        figures.add(answer(false, Operation.BOOK, 1_000, 201));
        figures.add(answer(false, Operation.CONFIRM, 1_100, 200));
        figures.add(answer(false, Operation.BOOK, 1_200, 409));
        assertThat(figures.admitted().count()).isEqualTo(2);
        assertThat(figures.lostShare()).isEqualTo(0.5);
        assertThat(figures.bins().get(0)).isEqualTo(-1);
    }

    @Test
    void anAnswerThatNeverCameHasFailed() {
        Figures figures = new Figures(0, 1);
        figures.add(answer(false, Operation.BOOK, 0, 0));
        figures.add(answer(false, Operation.BOOK, 0, 503));
        assertThat(figures.failed()).isEqualTo(2);
    }

    @Test
    void quantilesAreExact() {
        Quantiles quantiles = new Quantiles();
        for (int value = 1000; value >= 1; value--) {
            quantiles.add(value);
        }
        assertThat(quantiles.at(0.5)).isEqualTo(500);
        assertThat(quantiles.at(0.99)).isEqualTo(990);
        assertThat(quantiles.at(1)).isEqualTo(1000);
        assertThat(new Quantiles().at(0.99)).isZero();
    }

    @Test
    void nobodyIsEarlierThanTheOneWhoWasLeastLate() {
        Arrivals arrivals = new Arrivals(Shape.of(new Piece(1_000, 1)));
        for (int arrival = 0; arrival < 1_000; arrival++) {
            assertThat(arrivals.came()).isEqualTo(arrival);
        }
        // All at once, though they were due over a second: the last was the least late, the first nearly a second.
        assertThat(arrivals.late().get(999).lateMillis()).isZero();
        assertThat(arrivals.late().get(0).lateMillis()).isGreaterThan(900);
    }

    @Test
    void metersAreReadWithTheirLabels() {
        assertThat(MetricsText.parse("# HELP x y\nslotkeeper_a{b=\"c d\",e=\"f\"} 2.5\nslotkeeper_g 3.0E2\n"))
                .containsEntry("slotkeeper_a{b=\"c d\",e=\"f\"}", 2.5)
                .containsEntry("slotkeeper_g", 300.0)
                .hasSize(2);
    }

    private static Answer answer(boolean isWarmUp, Operation operation, long start, int status) {
        return new Answer(isWarmUp, operation, start, 5, "Z99001", "p", "s", "", status, "", 0);
    }
}
