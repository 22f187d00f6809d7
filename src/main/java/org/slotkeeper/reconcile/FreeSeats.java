package org.slotkeeper.reconcile;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slotkeeper.booking.spi.SeatDesk;
import org.slotkeeper.booking.spi.SeatMark;
import org.slotkeeper.booking.spi.TimeLimit;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.platform.OwnerThread;
import org.slotkeeper.publishing.spi.InventoryDesk;
import org.slotkeeper.reconcile.spi.SeatLeases;
import org.slotkeeper.reconcile.spi.SeatLeases.Arrived;
import org.slotkeeper.reconcile.spi.SeatLeases.Lease;
import org.slotkeeper.reconcile.spi.Warmer;

/**
 * Has seats back on offer soon after a change has freed them, all that have gathered in one go.
 * What it loses when its process dies is found by the lease of its marks; what it could not mark
 * either, by looking for drift. For one event loop: what another thread leaves is refused.
 */
public final class FreeSeats implements SeatDesk, InventoryDesk {

    private static final Logger LOG = LoggerFactory.getLogger(FreeSeats.class);

    private static final int BATCH_MAX = 200;
    private static final int WAITING_MAX = 20_000;
    /** A change does not wait longer for its mark, which it can do without. */
    private static final Duration MARK_WITHIN = Duration.ofMillis(300);
    /** Claims that are over end together with others: it costs the inventory a third. */
    private static final Duration GATHERING = Duration.ofMillis(250);

    private static final Duration BEFORE_TRYING_AGAIN = Duration.ofSeconds(1);

    private final OwnerThread owner = new OwnerThread();
    private final SeatLeases leases;
    private final SettleLeases settling;
    private final Warmer warmer;
    private final Means means;
    private final Deque<Left> waiting = new ArrayDeque<>();
    private final List<Arrived> arrived = new ArrayList<>();
    private boolean isAtWork;
    private boolean isGathering;
    private int unknown;
    private int resting;

    /**
     * What it goes by.
     *
     * @param lease of a mark: longer than a change can be on its way
     * @param pause lets time pass
     * @param toldLater hears of how many changes the inventory could not be told at once
     */
    public record Means(
            Clock clock,
            Duration lease,
            TimeLimit timeLimit,
            Function<Duration, Future<Void>> pause,
            IntConsumer toldLater) {}

    private record Left(SeatMark mark, boolean isFreed) {}

    public FreeSeats(SeatLeases leases, SettleLeases settling, Warmer warmer, Means means) {
        this.leases = leases;
        this.settling = settling;
        this.warmer = warmer;
        this.means = means;
    }

    @Override
    public Future<SeatMark> mark(SeatMark unmarked) {
        if (unmarked.ordinals().isEmpty()) {
            return Future.succeededFuture(unmarked);
        }
        Future<SeatMark> marked =
                leases.mark(unmarked, means.lease(), means.clock().instant());
        return means.timeLimit().within(MARK_WITHIN, marked).otherwise(unmarked);
    }

    @Override
    public void freed(SeatMark mark) {
        leave(new Left(mark, true));
    }

    @Override
    public void ask(SeatMark mark) {
        leave(new Left(mark, false));
    }

    /** What is marked is asked about when the mark's lease has ended. */
    @Override
    public void unknown(SeatMark mark) {
        owner.require();
        if (mark.content().isEmpty() && unknown < WAITING_MAX) {
            unknown++;
            var unused = means.pause().apply(means.lease()).onComplete(passed -> {
                unknown--;
                ask(mark);
            });
        }
    }

    /** What is lost of it its lease will tell. */
    @Override
    public void recorded(AppointmentId claim, Instant since) {
        owner.require();
        arrived.add(new Arrived(claim, since));
        if (arrived.size() >= BATCH_MAX) {
            endArrived();
        } else if (!isGathering) {
            isGathering = true;
            var unused = means.pause().apply(GATHERING).onComplete(gathered -> {
                isGathering = false;
                endArrived();
            });
        }
    }

    private void endArrived() {
        if (!arrived.isEmpty()) {
            List<Arrived> batch = List.copyOf(arrived);
            arrived.clear();
            var unused = Future.succeededFuture(batch).compose(leases::arrived).onFailure(away -> {});
        }
    }

    @Override
    public void isBehind(OdsCode practice) {
        // If this fails too, the next claim or search that meets the older version asks again.
        var unused = warmer.warm(practice).onFailure(cause -> LOG.atWarn()
                .addKeyValue("practice", practice)
                .setCause(cause)
                .log("inventory stays behind what was published"));
    }

    private void leave(Left left) {
        owner.require();
        if (left.mark().ordinals().isEmpty()) {
            return;
        }
        if (waiting.size() < WAITING_MAX) {
            waiting.add(left);
        } else {
            means.toldLater().accept(1);
        }
        next();
    }

    private void next() {
        if (isAtWork || waiting.isEmpty()) {
            return;
        }
        isAtWork = true;
        List<Left> batch = new ArrayList<>();
        while (batch.size() < BATCH_MAX && !waiting.isEmpty()) {
            batch.add(waiting.remove());
        }
        var unused = Future.succeededFuture(batch).compose(this::release).onComplete(ended -> {
            isAtWork = false;
            next();
        });
    }

    /**
     * What cannot be done now is done after a rest, for as long as there is room for it: nobody
     * waits for it.
     */
    private Future<Void> release(List<Left> batch) {
        List<Future<List<Lease>>> asked = batch.stream()
                .map(left -> Future.succeededFuture(left).compose(this::release))
                .toList();
        return Future.join(asked).transform(joined -> {
            List<Lease> toAsk = new ArrayList<>();
            for (int at = 0; at < batch.size(); at++) {
                if (asked.get(at).succeeded()) {
                    toAsk.addAll(asked.get(at).result());
                } else {
                    again(batch.get(at));
                }
            }
            // Marks whose seats the ledger could not be asked about have ended: whoever settles
            // leases finds them.
            return settling.settle(toAsk).<Void>mapEmpty().otherwiseEmpty();
        });
    }

    private Future<List<Lease>> release(Left left) {
        return left.isFreed()
                ? leases.freed(left.mark(), means.clock().instant())
                : leases.ask(left.mark(), means.clock().instant());
    }

    private void again(Left failed) {
        means.toldLater().accept(1);
        if (resting < WAITING_MAX) {
            resting++;
            var unused = means.pause().apply(BEFORE_TRYING_AGAIN).onComplete(rested -> {
                resting--;
                leave(failed);
            });
        }
    }
}
