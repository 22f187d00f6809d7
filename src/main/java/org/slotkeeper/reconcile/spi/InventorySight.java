package org.slotkeeper.reconcile.spi;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.SeatId;

/** What the inventory keeps of a practice. Nothing is warmed, swept or given back by looking. */
public interface InventorySight {

    /**
     * All in one instant; nothing if the inventory does not know the practice in its present life.
     */
    Future<Optional<Kept>> see(OdsCode practice, Collection<LocalDate> days, Instant now);

    /** Every day from this one on of which the inventory may keep seats. */
    List<LocalDate> allDays(LocalDate fromDay);

    /**
     * Ends these claims, as far as they are still as they were seen, without giving their own seats
     * back, and forgets which patients have holds that are not there.
     */
    Future<Void> tidy(OdsCode practice, List<KeptClaim> claims);

    /**
     * @param filling names the life of the inventory and the filling that the rest stands on
     * @param free by day, of those that were asked for
     * @param claims by seat; one of several seats is at each of them
     * @param danglingHolders seats said to be in a patient's hold which is not there
     */
    record Kept(
            String filling,
            int layoutVersion,
            Map<LocalDate, BitSet> free,
            Map<SeatId, KeptClaim> claims,
            Set<SeatId> danglingHolders) {}

    /** @param content equal if and only if it is the same claim in the same state */
    record KeptClaim(SeatId seat, boolean isConfirm, Instant expiresAt, String content) {}
}
