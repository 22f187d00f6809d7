package org.slotkeeper.reconcile;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slotkeeper.booking.spi.Bypass;
import org.slotkeeper.reconcile.spi.BypassLedger;

/**
 * Agrees with the other engines, through the ledger, whether bookings may go past the inventory. Whoever has lost the inventory tells the others, and waits until all of them have heard of it or can know that they may not
 * have. Time is measured by this process's own steady clock, so that no clock needs to be right. Safe to be shared by event loops.
 */
public final class WatchBypass implements Bypass {

    /** For this long after it was asked for, the word that nobody books past the inventory can be trusted. An engine that goes past it must wait longer. */
    public static final Duration TRUST = Duration.ofMillis(2_500);

    /** The inventory counts as lost for this long after it was last found away. */
    private static final Duration AWAY = Duration.ofSeconds(5);

    private static final Duration ANNOUNCED = Duration.ofSeconds(30);
    /** Less than what is announced, by more than an announcement may be on its way. */
    private static final Duration ANNOUNCEMENT_GOOD = Duration.ofSeconds(10);

    private final BypassLedger ledger;
    private final Duration requestMemory;
    private final Duration notice;
    private final LongSupplier nanos;

    /** All three in nanoseconds of the steady clock; {@link #NEVER} if there was none. */
    private volatile long awayAt = NEVER;

    private volatile long ruledOutAt = NEVER;
    private volatile Announcements announcements = Announcements.NONE;

    private static final long NEVER = Long.MIN_VALUE;

    /** @param firstEnded when the first one in an unbroken row was known to be committed; @param lastBegun when the last one was asked for */
    private record Announcements(long firstEnded, long lastBegun) {
        static final Announcements NONE = new Announcements(NEVER, NEVER);
    }

    /**
     * @param requestMemory how long the inventory remembers what it answered a request
     * @param notice how long after its first announcement this engine books past the inventory: longer than {@link #TRUST} and any request's deadline together
     * @param nanos a clock that only goes forward, in nanoseconds
     */
    public WatchBypass(BypassLedger ledger, Duration requestMemory, Duration notice, LongSupplier nanos) {
        this.ledger = ledger;
        this.requestMemory = requestMemory;
        this.notice = notice;
        this.nanos = nanos;
    }

    @Override
    public boolean isOpen() {
        long now = nanos.getAsLong();
        Announcements known = announcements;
        return isGood(known, now) && !isWithin(known.firstEnded(), notice, now);
    }

    @Override
    public boolean isRuledOut() {
        return isWithin(ruledOutAt, TRUST, nanos.getAsLong());
    }

    @Override
    public void inventoryIsAway() {
        awayAt = nanos.getAsLong();
    }

    /** Asks how things are, and tells the others if this engine has lost the inventory. To be called every second, or more often. */
    public Future<Void> watch() {
        long begun = nanos.getAsLong();
        if (isWithin(awayAt, AWAY, begun)) {
            return ledger.announce(ANNOUNCED).onSuccess(committed -> announced(begun));
        }
        announcements = Announcements.NONE;
        return ledger.isAnnouncedWithin(requestMemory)
                .onSuccess(isAnnounced -> ruledOutAt = isAnnounced ? NEVER : begun)
                .mapEmpty();
    }

    private void announced(long begun) {
        ruledOutAt = NEVER;
        Announcements known = announcements;
        announcements =
                new Announcements(isGood(known, nanos.getAsLong()) ? known.firstEnded() : nanos.getAsLong(), begun);
    }

    private static boolean isGood(Announcements known, long now) {
        return isWithin(known.lastBegun(), ANNOUNCEMENT_GOOD, now);
    }

    private static boolean isWithin(long instant, Duration length, long now) {
        return instant != NEVER && now - instant < length.toNanos();
    }
}
