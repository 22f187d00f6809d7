package org.slotkeeper.simulation;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slotkeeper.booking.InMemorySlotInventory;
import org.slotkeeper.booking.spi.Availability;
import org.slotkeeper.booking.spi.Claim;
import org.slotkeeper.booking.spi.ClaimAnswer;
import org.slotkeeper.booking.spi.HoldConfirm;
import org.slotkeeper.booking.spi.SlotInventory;
import org.slotkeeper.domain.AppointmentId;
import org.slotkeeper.domain.Caller;
import org.slotkeeper.domain.HeldSeats;
import org.slotkeeper.domain.NhsNumber;
import org.slotkeeper.domain.OdsCode;
import org.slotkeeper.domain.SeatNews;
import org.slotkeeper.reconcile.spi.Warmer;

/** One engine's inventory, over its lane. A practice that is cold is filled and asked again, as the real one does it. */
final class InventoryPort implements SlotInventory {

    private static final int WARMINGS_MAX = 2;
    private static final int AGAIN_ONE_IN = 8;
    private static final InMemorySlotInventory MARKS = new InMemorySlotInventory();

    private final World world;
    private final Lane lane;
    private final Warmer warmer;

    InventoryPort(World world, Lane lane, Warmer warmer) {
        this.world = world;
        this.lane = lane;
        this.warmer = warmer;
    }

    @Override
    public Future<Availability> availability(OdsCode practice, List<LocalDate> days, Instant now) {
        return ask("availability", inventory -> inventory.availability(practice, days, now));
    }

    @Override
    public Future<ClaimAnswer> claim(Claim claim) {
        return ask("claim", inventory -> inventory.claim(claim));
    }

    @Override
    public Future<ClaimAnswer> confirm(HoldConfirm confirm) {
        return ask("confirm", inventory -> inventory.confirm(confirm));
    }

    @Override
    public Future<Optional<HeldSeats>> findHold(AppointmentId id, Instant now) {
        return ask("find hold", inventory -> inventory.findHold(id, now));
    }

    @Override
    public Future<Optional<HeldSeats>> holdOf(OdsCode practice, NhsNumber patient, Instant now) {
        return ask("hold of", inventory -> inventory.holdOf(practice, patient, now));
    }

    @Override
    public Future<List<OdsCode>> practicesWithHoldsOf(NhsNumber patient, Instant now) {
        return ask("places of holds", inventory -> inventory.practicesWithHoldsOf(patient, now));
    }

    private <T> Future<T> ask(String what, Function<SlotInventory, Future<T>> script) {
        return ask(what, script, WARMINGS_MAX);
    }

    private <T> Future<T> ask(String what, Function<SlotInventory, Future<T>> script, int warmingsLeft) {
        return lane.send(what, node -> script.apply(node.inventory())).recover(cause -> {
            if (cause != StoreAway.COLD || warmingsLeft == 0) {
                return Future.failedFuture(cause);
            }
            world.met(Sometimes.OLD_LIFE_REFUSED);
            return warmer.warm(Surgery.PRACTICE).compose(warm -> ask(what, script, warmingsLeft - 1));
        });
    }

    @Override
    public Future<Boolean> withdraw(AppointmentId id, Ending ending) {
        return lane.send("withdraw", node -> node.inventory().withdraw(id, ending));
    }

    @Override
    public Future<Void> tell(List<SeatNews> news) {
        if (world.hasFaults() && world.dice().oneIn(AGAIN_ONE_IN)) {
            // An engine that stood still with it in its hands, or another one that found it in the outbox meanwhile.
            long late = world.dice().between(1, world.options().latenessMax());
            world.agenda().at(world.agenda().now() + late, () -> tellNow(news).onFailure(away -> {}));
        }
        return tellNow(news);
    }

    private Future<Void> tellNow(List<SeatNews> news) {
        world.trace().note(20, news.size(), () -> "news on its way: " + words(news));
        return lane.send("tell", node -> {
            boolean isOld = !news.stream().filter(node::isNews).toList().equals(news);
            if (isOld) {
                world.met(Sometimes.LATE_NEWS_IGNORED);
            }
            return node.inventory().tell(news);
        });
    }

    @Override
    public HeldSeats.PatientMark markOf(NhsNumber patient) {
        return MARKS.markOf(patient);
    }

    @Override
    public HeldSeats.CallerMark markOf(Caller caller) {
        return MARKS.markOf(caller);
    }

    private static String words(List<SeatNews> news) {
        return news.stream()
                .map(one ->
                        one.day() + " " + one.ordinals() + (one.occupied() ? " occupied v" : " free v") + one.version())
                .toList()
                .toString();
    }
}
