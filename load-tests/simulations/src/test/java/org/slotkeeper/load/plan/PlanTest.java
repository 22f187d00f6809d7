package org.slotkeeper.load.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slotkeeper.load.Settings;
import org.slotkeeper.load.kit.NhsNumbers;
import org.slotkeeper.load.plan.Plan.Contender;
import org.slotkeeper.load.plan.Shape.Piece;

final class PlanTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-11-23");
    private static final List<Practice> PRACTICES =
            List.of(new Practice("Z99001", 10_000), new Practice("Z99002", 5_000));

    @Test
    void aReleaseHasTheSlotsThatItsFiguresSay() {
        Plan plan = plan("EightOClock");
        // 15,000 patients, 26.55 appointments per 1,000, 43.7 % for the same day, half of them online.
        assertThat(plan.releasedSlots()).isEqualTo(58 + 29);
        assertThat(plan.contenders()).hasSize(4 * plan.releasedSlots());
    }

    @Test
    void contendersComeInOrderAndAreAllDifferent() {
        List<Contender> contenders = plan("EightOClock").contenders();
        assertThat(contenders.stream().map(Contender::arrivalMillis)).isSorted();
        assertThat(contenders.stream().map(one -> one.patient().nhsNumber())).doesNotHaveDuplicates();
    }

    @Test
    void theSameSeedHasTheSamePlan() {
        assertThat(plan("EightOClock")).isEqualTo(plan("EightOClock"));
    }

    @Test
    void aNightPublishesTheWholeDaysBook() {
        Plan plan = plan("PublishNight");
        assertThat(plan.toPublish().stream().mapToInt(SessionPlan::slots).sum()).isEqualTo(266 + 133);
    }

    @Test
    void allSimulationsHaveAPlan() {
        for (String simulation : List.of("EightOClock", "OrdinaryDay", "PublishNight", "Soak", "Stress", "Spike")) {
            assertThat(plan(simulation).patients()).as(simulation).isNotEmpty();
        }
    }

    @Test
    void nhsNumbersAreDifferentAndHaveTheirCheckDigit() {
        List<String> numbers = NhsNumbers.first(5_000);
        assertThat(numbers).doesNotHaveDuplicates().contains("9990000018");
        assertThat(numbers).allSatisfy(number -> {
            int sum = 0;
            for (int place = 0; place < 10; place++) {
                sum += (number.charAt(place) - '0') * (10 - place);
            }
            // The check digit has weight one, so that all ten together divide by eleven.
            assertThat((sum) % 11).as(number).isZero();
        });
    }

    @Test
    void arrivalsOfAPieceAreDueEvenly() {
        Shape shape = Shape.of(new Piece(0, 2), new Piece(4, 1), new Piece(1, 10));
        assertThat(shape.arrivals()).isEqualTo(14);
        assertThat(shape.dueSeconds(0)).isEqualTo(2);
        assertThat(shape.dueSeconds(3)).isEqualTo(2.75);
        assertThat(shape.dueSeconds(4)).isEqualTo(3);
        assertThat(shape.dueSeconds(13)).isEqualTo(12);
        assertThat(shape.dueSeconds(99)).isEqualTo(13);
    }

    @Test
    void aShapeBySecondHasAsManyArrivalsAndLastsAsLong() {
        Shape shape =
                Shape.of(new Piece(0, 2), new Piece(1.3, 10), new Piece(5, 1.5)).bySecond();
        assertThat(shape.pieces().stream().map(Piece::arrivals))
                .containsExactly(0, 0, 1, 1, 1, 2, 1, 1, 2, 1, 1, 2, 8, 0);
        assertThat(shape.seconds()).isEqualTo(13.5, offset(1e-9));
    }

    @Test
    void aShapeOfArrivalsHasThemAll() {
        assertThat(Shape.ofArrivals(List.of(0L, 999L, 1000L, 4500L)).pieces().stream()
                        .map(Piece::arrivals))
                .containsExactly(2, 1, 0, 0, 1);
    }

    @Test
    void theDayHasItsRushAtEight() {
        DayProfile day = DayProfile.ofEngland();
        assertThat(day.at(LocalTime.of(8, 0)).perSecond(1_000_000)).isEqualTo(2.097, offset(0.001));
        assertThat(day.at(LocalTime.of(7, 59)).perSecond(1_000_000)).isEqualTo(0.333, offset(0.001));
        // Per 1,000 patients 35 calls and 9 forms.
        assertThat(day.perDay(1_000)).isEqualTo(44.7, offset(1.0));
    }

    @Test
    void aListThatIsTooShortForTheScaleGetsMorePatients() {
        List<Practice> drawn = PracticeList.draw(PRACTICES, 0.001, 1);
        assertThat(drawn.stream().mapToInt(Practice::patients).sum()).isBetween(63_700, 63_710);
        assertThat(PracticeList.draw(PRACTICES, 0.0001, 1)).isSubsetOf(PRACTICES);
    }

    @Test
    void quotedFieldsMayHaveCommas() {
        assertThat(PracticeList.fields("A1,\"ONE, \"\"TWO\"\"\",,3")).containsExactly("A1", "ONE, \"TWO\"", "", "3");
    }

    @Test
    void anUnknownSettingIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.defaults().with("scal", "1"))
                .withMessageContaining("scal");
    }

    private static Plan plan(String simulation) {
        return new Planner(Settings.defaults().with("simulation", simulation), PRACTICES, TODAY, "r").plan();
    }
}
