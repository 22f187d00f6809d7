package org.slotkeeper.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.SeatId;
import org.slotkeeper.reconcile.spi.DriftKind;
import org.slotkeeper.reconcile.spi.InventorySight.Kept;
import org.slotkeeper.reconcile.spi.InventorySight.KeptClaim;
import org.slotkeeper.reconcile.spi.LedgerSight.Seats;

/**
 * One practice as inventory and ledger showed it, the inventory first, and where they differ. What
 * differs may merely be on its way from one to the other.
 */
final class PracticeComparison {

    /** Leases that have ended are settled every half minute. */
    private static final Duration SETTLED_WITHIN = Duration.ofMinutes(1);

    private static final BitSet NONE = new BitSet();

    private final OdsCode practice;
    private final Kept kept;
    private final Seats seats;
    private final Instant now;
    private final Map<DriftKind, Set<SeatId>> differences = new EnumMap<>(DriftKind.class);

    PracticeComparison(OdsCode practice, Kept kept, Seats seats, Instant now) {
        this.practice = practice;
        this.kept = kept;
        this.seats = seats;
        this.now = now;
        compareClaims();
        note(DriftKind.HOLDER_DANGLING, kept.danglingHolders());
        if (isLayoutAlike()) {
            compareSeats();
        }
    }

    /** Differences of seats; that of layouts is told by {@link #isLayoutAlike}. */
    Map<DriftKind, Set<SeatId>> differences() {
        return differences;
    }

    boolean isLayoutAlike() {
        return kept.layoutVersion() == seats.layoutVersion();
    }

    boolean isBehind() {
        return kept.layoutVersion() < seats.layoutVersion();
    }

    boolean isSuspicious() {
        return !isLayoutAlike() || !differences.isEmpty();
    }

    /** The claims that the inventory keeps on these seats. */
    Collection<KeptClaim> claimsOn(Set<SeatId> wanted) {
        return wanted.stream()
                .filter(kept.claims()::containsKey)
                .map(kept.claims()::get)
                .toList();
    }

    /** Whether nothing was filled, and nothing published, between this look and a later one. */
    boolean isOfOnePiece(PracticeComparison later) {
        return kept.filling().equals(later.kept.filling())
                && kept.layoutVersion() == later.kept.layoutVersion()
                && seats.layoutVersion() == later.seats.layoutVersion();
    }

    /** Whether the seat's lease, if it has one, is the same in a later look. */
    boolean isAtRest(SeatId seat, PracticeComparison later) {
        return Objects.equals(kept.claims().get(seat), later.kept.claims().get(seat));
    }

    private void compareClaims() {
        note(DriftKind.CLAIM_ON_OWNED, claimed(claim -> !claim.isConfirm() && isIn(seats.owned(), claim.seat())));
        note(DriftKind.FREE_BUT_CLAIMED, claimed(claim -> isIn(kept.free(), claim.seat())));
        Instant settledBefore = now.minus(SETTLED_WITHIN);
        note(
                DriftKind.CLAIM_OVERDUE,
                claimed(claim -> claim.isConfirm() && !claim.expiresAt().isAfter(settledBefore)));
    }

    private Set<SeatId> claimed(Predicate<KeptClaim> isWrong) {
        return kept.claims().values().stream()
                .filter(isWrong)
                .map(KeptClaim::seat)
                .collect(Collectors.toSet());
    }

    private void compareSeats() {
        Set<LocalDate> days = new HashSet<>(kept.free().keySet());
        days.addAll(seats.published().keySet());
        for (LocalDate day : days) {
            compare(day, on(kept.free(), day), on(seats.published(), day), on(seats.owned(), day));
        }
    }

    private void compare(LocalDate day, BitSet free, BitSet published, BitSet owned) {
        BitSet freeAndOwned = copy(free);
        freeAndOwned.and(owned);
        note(DriftKind.FREE_BUT_OWNED, seats(day, freeAndOwned));
        BitSet unpublished = copy(free);
        unpublished.andNot(published);
        note(DriftKind.UNPUBLISHED_FREE, seats(day, unpublished));
        BitSet taken = copy(published);
        taken.andNot(owned);
        taken.andNot(free);
        Set<SeatId> withoutClaim = seats(day, taken);
        withoutClaim.removeAll(kept.claims().keySet());
        note(DriftKind.TAKEN_BUT_FREE, withoutClaim);
    }

    private void note(DriftKind kind, Set<SeatId> more) {
        if (!more.isEmpty()) {
            differences.computeIfAbsent(kind, none -> new HashSet<>()).addAll(more);
        }
    }

    private Set<SeatId> seats(LocalDate day, BitSet ordinals) {
        return ordinals.stream()
                .mapToObj(ordinal -> new SeatId(practice, day, ordinal))
                .collect(Collectors.toSet());
    }

    private static boolean isIn(Map<LocalDate, BitSet> days, SeatId seat) {
        return on(days, seat.day()).get(seat.ordinal());
    }

    private static BitSet on(Map<LocalDate, BitSet> days, LocalDate day) {
        return days.getOrDefault(day, NONE);
    }

    private static BitSet copy(BitSet set) {
        return (BitSet) set.clone();
    }
}
