package org.slotkeeper.cycles;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slotkeeper.cycles.CyclesReport.Left;
import org.slotkeeper.cycles.FreedSlots.Canceller;
import org.slotkeeper.history.InventoryContents;
import org.slotkeeper.history.InventoryContents.Claim;
import org.slotkeeper.history.LedgerContents;
import org.slotkeeper.history.LedgerContents.Owned;
import org.slotkeeper.history.LedgerContents.Run;
import org.slotkeeper.history.LedgerContents.Seat;
import org.slotkeeper.history.Told;
import org.slotkeeper.history.Wish;

/** One slot that was booked, cancelled and seen free again, and what is told of it when something is not as it was said. */
final class CyclesReportTest {

    private static final String PRACTICE = "A81001";
    private static final String DAY = "20371123";
    private static final String SLOT = PRACTICE + '-' + DAY + "-000";
    private static final Seat SEAT = new Seat(PRACTICE, DAY, 0);
    private static final String KEY = "abcdefghijklmnopqrstuvwxyz";

    private final Answers answers = new Answers();
    private final FreedSlots freed = new FreedSlots();
    private final Map<String, String> states = new HashMap<>(Map.of(KEY, "CANCELLED"));
    private final List<Owned> owned = new ArrayList<>();
    private final Set<Seat> free = new HashSet<>(Set.of(SEAT));
    private final Map<Seat, Claim> claims = new HashMap<>();

    @BeforeEach
    void bookAndCancel() {
        answers.booked(KEY);
        freed.booked(SLOT, KEY, 1);
        freed.leaving(SLOT, KEY);
        answers.cancelled(KEY);
        freed.cancelled(SLOT, Canceller.THE_OTHER_ENGINE, 2);
        freed.seenFree(SLOT, 3_000_002);
    }

    @Test
    void whatIsAsItWasSaidIsClean() {
        assertThat(report().isClean()).isTrue();
        assertThat(report().toString()).contains("NEVER: seat not free at the end");
        assertThat(report().bookings()).isEqualTo(1);
        assertThat(report().cancellations()).isEqualTo(1);
        assertThat(report().byOther().millisAt(1)).isEqualTo(3);
    }

    @Test
    void aBookingThatIsNotOnRecord() {
        states.clear();
        assertThat(broken()).containsExactly("acknowledged booking lost");
    }

    @Test
    void aCancellationThatWasNotDone() {
        states.put(KEY, "BOOKED");
        assertThat(broken()).containsExactly("acknowledged cancellation not done");
    }

    @Test
    void aSlotThatTwoWereToldTheyHave() {
        freed.booked(SLOT, "one", 4);
        freed.booked(SLOT, "two", 5);
        assertThat(broken()).containsExactly("slot given twice");
    }

    @Test
    void aSlotThatNobodySeesFreeAgain() {
        freed.booked(SLOT, "one", 4);
        freed.leaving(SLOT, "one");
        freed.cancelled(SLOT, Canceller.THE_SAME_ENGINE, 5);
        answers.neverHadAgain(SLOT);
        assertThat(broken()).containsExactly("slot never to be had again", "cancelled, never seen free again");
    }

    @Test
    void whatIsRefusedOrNeverAnswered() {
        Wish wish = new Wish(UUID.randomUUID(), Wish.Kind.CANCEL, "9000000009", PRACTICE, List.of(), "", "", "");
        answers.cancelRefused(wish, Told.refused(409, "STALE_VERSION"));
        answers.neverAnswered(wish);
        assertThat(broken()).containsExactly("cancellation refused", "never answered");
    }

    @Test
    void aSeatThatIsLost() {
        free.clear();
        assertThat(broken()).containsExactly("seat not free at the end");
    }

    @Test
    void aRowAndALeaseThatAreLeft() {
        owned.add(new Owned(SEAT, Optional.of(KEY)));
        claims.put(SEAT, new Claim('C', 1, KEY));
        assertThat(broken()).containsExactly("row in occupancy at the end", "lease left at the end");
    }

    private List<String> broken() {
        assertThat(report().isClean()).isFalse();
        return report().broken().stream()
                .filter(violated -> !violated.each().isEmpty())
                .map(CyclesReport.Violated::what)
                .toList();
    }

    private CyclesReport report() {
        LedgerContents ledger = new LedgerContents(
                List.of(new Run(PRACTICE, DAY, 0, 1, 1, false)), owned, List.of(), List.of(), List.of(), Map.of());
        Left left = new Left(ledger, new InventoryContents(free, claims));
        return CyclesReport.of(answers, freed, states, left, Duration.ofSeconds(1));
    }
}
