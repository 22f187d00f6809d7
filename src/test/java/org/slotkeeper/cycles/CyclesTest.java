package org.slotkeeper.cycles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.slotkeeper.testing.Trial;

/** The small version of {@code src/dev/cycles}. How soon a slot is free again it only tells; that it is, and that nobody else had it meanwhile, is promised. */
@Trial("slots booked and cancelled at once, thousands of times")
final class CyclesTest {

    private static final Order SMALL = new Order(2_000, 32);

    @Test
    void aSlotThatIsBookedAndCancelledTimeAndAgainIsNeitherLostNorGivenTwice() throws IOException {
        try (Cycles cycles = Cycles.start(SMALL)) {
            CyclesReport report = cycles.run();
            System.out.println(report);

            assertThat(report.broken())
                    .allSatisfy(violated ->
                            assertThat(violated.each()).as(violated.what()).isEmpty());
            assertThat(report.bookings()).isEqualTo(SMALL.cycles());
            assertThat(report.cancellations()).isEqualTo(SMALL.cycles());
            assertThat(report.byOther().nanos().size() + report.bySame().nanos().size())
                    .isEqualTo(SMALL.cycles());
            assertThat(report.bySame().nanos()).isNotEmpty();
            assertThat(report.refused())
                    .as("who shares a slot meets the other")
                    .containsKey("BOOK 409 SLOT_TAKEN, slot shared");
        }
    }
}
