package org.slotkeeper.redis;

import static org.slotkeeper.booking.InventoryRequests.DAY;
import static org.slotkeeper.booking.InventoryRequests.NOW;
import static org.slotkeeper.redis.RedisFixture.done;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slotkeeper.booking.InMemorySlotInventory;
import org.slotkeeper.booking.spi.SlotInventory;
import org.slotkeeper.domain.OdsCode;
import org.slotkeeper.reconcile.spi.InventoryRefill;
import org.slotkeeper.reconcile.spi.InventoryRefill.Filling;
import org.slotkeeper.reconcile.spi.LedgerMoment;
import org.slotkeeper.reconcile.spi.PracticeTruth;

/** One of two inventories that are compared, with what befalls its store. Each deed says what it did. */
final class InventorySide {

    private static final String DONE = "done";

    private final SlotInventory inventory;
    private final InventoryRefill refill;
    private final OdsCode practice;
    private final Runnable forget;
    private final Supplier<Runnable> snapshot;

    private PracticeTruth truth = truth(1, (1 << 6) - 1, LedgerMoment.NEVER);
    private Instant wholeFrom = Instant.EPOCH;
    private Optional<Runnable> goBack = Optional.empty();
    private Optional<Filling> begun = Optional.empty();

    private InventorySide(
            SlotInventory inventory,
            InventoryRefill refill,
            OdsCode practice,
            Runnable forget,
            Supplier<Runnable> snapshot) {
        this.inventory = inventory;
        this.refill = refill;
        this.practice = practice;
        this.forget = forget;
        this.snapshot = snapshot;
    }

    static InventorySide model(OdsCode practice) {
        InMemorySlotInventory model = new InMemorySlotInventory();
        InventorySide side = new InventorySide(model, model, practice, model::forget, () -> {
            InMemorySlotInventory.Snapshot now = model.snapshot();
            return () -> model.restore(now);
        });
        model.warmBy(asked -> side.warm());
        return side;
    }

    static InventorySide real(RedisFixture redis, OdsCode practice) {
        RedisMemory memory = new RedisMemory(redis);
        InventorySide side = new InventorySide(
                redis.inventory,
                redis.refill,
                practice,
                () -> memory.forget(practice),
                () -> memory.snapshot(practice));
        redis.warmBy(asked -> side.warm());
        return side;
    }

    SlotInventory inventory() {
        return inventory;
    }

    private Future<Void> warm() {
        return refill.life(practice).compose(life -> refill.fill(filling(life, false)));
    }

    private Filling filling(String life, boolean isForced) {
        return new Filling(practice, life, "fill", truth, wholeFrom, NOW, isForced);
    }

    String ledgerSays(int layoutVersion, int seats, LedgerMoment moment, Instant whole) {
        truth = truth(Math.max(layoutVersion, truth.layoutVersion()), seats, moment);
        wholeFrom = whole;
        return DONE;
    }

    String forget() {
        forget.run();
        return DONE;
    }

    String takeSnapshot() {
        goBack = Optional.of(snapshot.get());
        return DONE;
    }

    String goBack() {
        goBack.ifPresent(Runnable::run);
        return DONE;
    }

    String beginFilling() {
        begun = Optional.of(filling(done(refill.life(practice)), false));
        return DONE;
    }

    String endFilling(boolean isForced) {
        begun.ifPresent(some -> done(refill.fill(
                new Filling(practice, some.life(), "fill", some.truth(), some.wholeFrom(), some.now(), isForced))));
        return DONE;
    }

    private static PracticeTruth truth(int layoutVersion, int seats, LedgerMoment moment) {
        BitSet free = BitSet.valueOf(new long[] {seats});
        return new PracticeTruth(layoutVersion, Map.of(DAY, free), false, moment);
    }
}
