package org.slotkeeper.redis.inventory;

import static org.slotkeeper.booking.InventoryRequests.DAY;
import static org.slotkeeper.booking.InventoryRequests.NOW;
import static org.slotkeeper.testing.Futures.await;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slotkeeper.booking.InMemorySlotInventory;
import org.slotkeeper.booking.spi.Claim;
import org.slotkeeper.booking.spi.ClaimAnswer;
import org.slotkeeper.booking.spi.SeatMark;
import org.slotkeeper.booking.spi.SlotInventory;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.SeatId;
import org.slotkeeper.reconcile.spi.InventoryRefill;
import org.slotkeeper.reconcile.spi.InventoryRefill.Filling;
import org.slotkeeper.reconcile.spi.PracticeTruth;
import org.slotkeeper.reconcile.spi.SeatLeases;
import org.slotkeeper.reconcile.spi.SeatLeases.Arrived;
import org.slotkeeper.reconcile.spi.SeatLeases.Lease;

/** One of two inventories that are compared, with what befalls its store. Each deed says what it did. */
final class InventorySide {

    private static final String DONE = "done";

    private final SlotInventory inventory;
    private final InventoryRefill refill;
    private final SeatLeases leases;
    private final OdsCode practice;
    private final Runnable forget;
    private final Supplier<Runnable> snapshot;

    private PracticeTruth truth = truth(1, (1 << 6) - 1);
    private Instant wholeFrom = Instant.EPOCH;
    private Optional<Runnable> goBack = Optional.empty();
    private Optional<Filling> begun = Optional.empty();

    private InventorySide(
            SlotInventory inventory,
            InventoryRefill refill,
            SeatLeases leases,
            OdsCode practice,
            Runnable forget,
            Supplier<Runnable> snapshot) {
        this.inventory = inventory;
        this.refill = refill;
        this.leases = leases;
        this.practice = practice;
        this.forget = forget;
        this.snapshot = snapshot;
    }

    static InventorySide model(OdsCode practice) {
        InMemorySlotInventory model = new InMemorySlotInventory();
        InventorySide side = new InventorySide(model, model, model, practice, model::forget, () -> {
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
                redis.leases,
                practice,
                () -> memory.forget(practice),
                () -> memory.snapshot(practice));
        redis.warmBy(asked -> side.warm());
        return side;
    }

    /** Asks, and asks again at once if the request was met before: as if the ledger had not met it. */
    String again(Claim claim, BiFunction<ClaimAnswer, SlotInventory, String> text) {
        ClaimAnswer answer = await(inventory.claim(claim));
        String first = text.apply(answer, inventory);
        return answer instanceof ClaimAnswer.Met met
                ? first + ", then " + text.apply(await(inventory.claim(claim, Optional.of(met))), inventory)
                : first;
    }

    SlotInventory inventory() {
        return inventory;
    }

    /** The marks that were put last, and the leases that were found or marked last: of those the ledger is asked. */
    private SeatMark mark = SeatMark.none(new OdsCode("NOBODY"), DAY, List.of(), "", NOW);

    private List<Lease> toAsk = List.of();

    String mark(List<Integer> ordinals, String key, Instant now) {
        mark = await(leases.mark(
                SeatMark.none(practice, DAY, ordinals, key, now.minusMillis(1)), Duration.ofSeconds(30), now));
        return "marks " + !mark.content().isEmpty();
    }

    String release(boolean isFreed, Instant now) {
        toAsk = mark.ordinals().isEmpty()
                ? List.of()
                : await(isFreed ? leases.freed(mark, now) : leases.ask(mark, now));
        return seatsOf(toAsk);
    }

    String ask(List<Integer> ordinals, String key, Instant now) {
        toAsk = await(leases.ask(SeatMark.none(practice, DAY, ordinals, key, now.minusMillis(1)), now));
        return seatsOf(toAsk);
    }

    String arrived(AppointmentId claim, Instant since) {
        await(leases.arrived(List.of(new Arrived(claim, since))));
        return DONE;
    }

    String ended(Instant now) {
        toAsk = await(leases.ended(practice, now, 100));
        return seatsOf(toAsk);
    }

    /** @param owned one bit for each of the seats */
    String settle(int owned, Instant now) {
        Set<SeatId> haveOwners = toAsk.stream()
                .map(Lease::seat)
                .filter(seat -> (owned >> seat.ordinal() & 1) == 1)
                .collect(Collectors.toSet());
        return toAsk.isEmpty() ? DONE : "settled " + await(leases.settle(practice, toAsk, haveOwners, now));
    }

    private static String seatsOf(List<Lease> leases) {
        return leases.stream()
                .map(lease -> lease.seat().ordinal())
                .sorted()
                .toList()
                .toString();
    }

    private Future<Void> warm() {
        return refill.life(practice)
                .compose(life -> refill.fill(filling(life, false)))
                .mapEmpty();
    }

    private Filling filling(String life, boolean isForced) {
        return new Filling(practice, life, "fill", truth, wholeFrom, NOW, isForced);
    }

    String ledgerSays(int layoutVersion, int seats, Instant whole) {
        truth = truth(Math.max(layoutVersion, truth.layoutVersion()), seats);
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
        begun = Optional.of(filling(await(refill.life(practice)), false));
        return DONE;
    }

    String endFilling(boolean isForced) {
        return begun.map(some -> "up to date: "
                        + await(refill.fill(new Filling(
                                practice, some.life(), "fill", some.truth(), some.wholeFrom(), some.now(), isForced))))
                .orElse(DONE);
    }

    private static PracticeTruth truth(int layoutVersion, int seats) {
        BitSet free = BitSet.valueOf(new long[] {seats});
        return new PracticeTruth(layoutVersion, Map.of(DAY, free), false);
    }
}
