package org.slotkeeper.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.slotkeeper.history.History.Sending;
import org.slotkeeper.history.InventoryContents.Claim;
import org.slotkeeper.history.LedgerContents.Owned;
import org.slotkeeper.history.LedgerContents.Run;
import org.slotkeeper.history.LedgerContents.Seat;
import org.slotkeeper.history.Violation.Promise;

/** What is found where the two stores differ, and what when nothing may be left behind any more. */
final class ConvergenceTest {

    private static final String PRACTICE = "A81001";
    private static final String DAY = "20261123";
    private static final String A_KEY = "abcdefghijklmnopqrstuvwxyz";
    private static final String ANOTHER_KEY = "zyxwvutsrqponmlkjihgfedcba";
    private static final long NOW = 1_000_000;

    private final List<Run> runs =
            List.of(new Run(PRACTICE, DAY, 0, 4, 1, false), new Run(PRACTICE, DAY, 4, 1, 2, false));
    private final List<Owned> owned = new ArrayList<>();
    private final Set<Seat> free = new HashSet<>();
    private final Map<Seat, Claim> claims = new HashMap<>();
    private final List<Sending> sendings = new ArrayList<>();

    @Test
    void storesThatAgreeAreFine() {
        owned.add(new Owned(seat(0), Optional.of("somebody's")));
        free.addAll(List.of(seat(1), seat(2), seat(4), seat(5)));
        claims.put(seat(3), new Claim('H', NOW + 1, A_KEY));
        assertThat(differences()).isEmpty();
    }

    @Test
    void aSeatThatLooksFreeButHasAnOwner() {
        allFree();
        owned.add(new Owned(seat(0), Optional.of("somebody's")));
        assertThat(differences()).containsExactly(Promise.L1_INVENTORY_DIFFERS);
    }

    @Test
    void aSeatThatIsLeaked() {
        allFree();
        free.remove(seat(0));
        assertThat(differences()).containsExactly(Promise.I5_SEAT_LEAKED);
    }

    @Test
    void aConfirmInFlightThatNobodySettles() {
        allFree();
        free.remove(seat(0));
        claims.put(seat(0), new Claim('C', NOW - 1, A_KEY));
        assertThat(differences()).containsExactly(Promise.I5_SEAT_LEAKED);
    }

    @Test
    void aSeatThatIsFreeAndClaimed() {
        allFree();
        claims.put(seat(0), new Claim('H', NOW + 1, A_KEY));
        assertThat(differences()).containsExactly(Promise.I3_FREE_AND_CLAIMED);
    }

    @Test
    void aFreeSeatThatWasNeverPublished() {
        allFree();
        free.add(seat(99));
        assertThat(differences()).containsExactly(Promise.I3_NEVER_PUBLISHED);
    }

    @Test
    void nothingIsLeftBehindWhereEverySeatIsFreeOrHasAnOwner() {
        allFree();
        free.remove(seat(0));
        owned.add(new Owned(seat(0), Optional.of("somebody's")));
        held(A_KEY, 1, 1);
        assertThat(leftBehind()).isEmpty();
    }

    @Test
    void everySeatThatIsNotFreeIsToldByItsName() {
        allFree();
        free.removeAll(List.of(seat(1), seat(5)));
        assertThat(leftBehind())
                .extracting(Violation::promise)
                .containsExactly(Promise.L1_SEAT_NOT_FREE, Promise.L1_SEAT_NOT_FREE);
        assertThat(leftBehind().get(0).evidence()).startsWith(seat(1).toString());
        assertThat(leftBehind().get(1).evidence()).startsWith(seat(5).toString());
    }

    /** While patients ask, it is a hold like any other. */
    @Test
    void aHoldThatNeverEndsIsNoHoldAnyMore() {
        allFree();
        free.remove(seat(0));
        claims.put(seat(0), new Claim('H', NOW + 1, A_KEY));
        held(A_KEY, 0, 1);
        held(ANOTHER_KEY, 0, 2);
        assertThat(differences()).isEmpty();
        assertThat(leftBehind())
                .extracting(Violation::promise)
                .containsExactly(Promise.L1_SEAT_NOT_FREE, Promise.I5_HOLD_NOT_GIVEN_BACK);
        assertThat(leftBehind().get(1).evidence()).contains("has expired", A_KEY);
    }

    @Test
    void aHoldThatWasWithdrawnAndKeepsItsSeat() {
        allFree();
        free.remove(seat(0));
        held(A_KEY, 0, 1);
        held(ANOTHER_KEY, 0, 2);
        withdrawn(ANOTHER_KEY, 3);
        assertThat(leftBehind())
                .extracting(Violation::promise)
                .containsExactly(Promise.L1_SEAT_NOT_FREE, Promise.I5_HOLD_NOT_GIVEN_BACK);
        assertThat(leftBehind().get(1).evidence()).as("of several the last one").contains("was withdrawn", ANOTHER_KEY);
    }

    private List<Promise> differences() {
        return Convergence.differences(ledger(), new InventoryContents(free, claims), NOW).stream()
                .map(Violation::promise)
                .toList();
    }

    private List<Violation> leftBehind() {
        return LeftBehind.of(ledger(), new InventoryContents(free, claims), sendings);
    }

    private LedgerContents ledger() {
        return new LedgerContents(runs, owned, List.of(), List.of(), List.of(), Map.of(PRACTICE, 3));
    }

    private void allFree() {
        free.addAll(ledger().seats());
    }

    private static Seat seat(int ordinal) {
        return new Seat(PRACTICE, DAY, ordinal);
    }

    private void held(String key, int ordinal, long at) {
        List<String> slots = List.of(PRACTICE + '-' + DAY + "-00" + ordinal);
        Told.Appointment hold = new Told.Appointment(slots.get(0) + '-' + key, 0, "pending", slots);
        sent(Wish.Kind.HOLD, slots, "", Told.done(201, hold, 0), at);
    }

    private void withdrawn(String key, long at) {
        String id = PRACTICE + '-' + DAY + "-000-" + key;
        Told.Appointment hold = new Told.Appointment(id, 0, "cancelled", List.of());
        sent(Wish.Kind.WITHDRAW, List.of(), id, Told.done(200, hold, 0), at);
    }

    private void sent(Wish.Kind kind, List<String> slots, String appointment, Told told, long at) {
        Wish wish = new Wish(UUID.randomUUID(), kind, "9000000009", PRACTICE, slots, appointment, "", "");
        sendings.add(new Sending(wish, 1, at - 1, at, told));
    }
}
