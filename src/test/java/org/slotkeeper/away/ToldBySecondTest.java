package org.slotkeeper.away;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.slotkeeper.away.ToldBySecond.Back;
import org.slotkeeper.history.Told;
import org.slotkeeper.history.Wish;

/** Redis goes after one second and is back after two. */
final class ToldBySecondTest {

    private static final long A_SECOND = 1_000_000_000;
    private static final Told DONE = Told.done(200, new Told.Appointment("", 0, "", List.of()), 0);

    private final ToldBySecond told = new ToldBySecond(0);

    @Test
    void answersStandInTheSecondInWhichTheyCame() {
        told.note(Wish.Kind.BOOK, DONE, 0, 1);
        told.note(Wish.Kind.BOOK, Told.unknown(503, "STORE_AWAY"), A_SECOND - 1, A_SECOND);
        told.note(Wish.Kind.BOOK, Told.unknown(503, "STORE_AWAY"), A_SECOND, A_SECOND + 1);
        told.note(Wish.Kind.BOOK, Told.unknown(504, "DEADLINE"), A_SECOND, A_SECOND + 1);

        assertThat(told.toString().lines().skip(1).map(line -> line.strip().replaceAll(" +", " ")))
                .containsExactly("0 1 x 2xx", "1 2 x 503, 1 x 504");
    }

    @Test
    void whoIsNotToldWhenToComeAgainIsCountedByItself() {
        assertThat(ToldBySecond.nameOf(Told.unknown(503, "STORE_AWAY without Retry-After")))
                .isEqualTo("other 503");
        assertThat(ToldBySecond.nameOf(Told.refused(409, "SLOT_TAKEN"))).isEqualTo("409");
        assertThat(ToldBySecond.nameOf(Told.refused(422, "PATIENT_LIMIT"))).isEqualTo("422");
        assertThat(ToldBySecond.nameOf(Told.unknown(0, "ConnectException"))).isEqualTo("other 0");
    }

    @Test
    void whatIsSentOnceItIsBackIsTheFirstThatCounts() {
        told.note(Wish.Kind.BOOK, DONE, 2 * A_SECOND - 1, 2 * A_SECOND + 1);
        told.note(Wish.Kind.BOOK, Told.unknown(503, ""), 2 * A_SECOND, 2 * A_SECOND + 2);
        told.note(Wish.Kind.BOOK, DONE, 2 * A_SECOND + 1, 3 * A_SECOND);
        told.note(Wish.Kind.READ, DONE, A_SECOND - 1, A_SECOND);
        told.note(Wish.Kind.READ, DONE, A_SECOND, A_SECOND + 5_000_000);

        List<Back> back = told.back(A_SECOND, 2 * A_SECOND);
        assertThat(back).contains(new Back(Wish.Kind.BOOK, 1, 1, 2e-6, 1), new Back(Wish.Kind.READ, 1, 1, 5, -1));
        assertThat(back).filteredOn(Back::isBack).extracting(Back::kind).containsExactly(Wish.Kind.BOOK);
    }
}
