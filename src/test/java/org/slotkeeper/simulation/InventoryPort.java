package org.slotkeeper.simulation;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.slotkeeper.booking.spi.Availability;
import org.slotkeeper.booking.spi.Claim;
import org.slotkeeper.booking.spi.ClaimAnswer;
import org.slotkeeper.booking.spi.HoldConfirm;
import org.slotkeeper.booking.spi.SlotInventory;
import org.slotkeeper.domain.AppointmentId;
import org.slotkeeper.domain.HeldSeats;
import org.slotkeeper.domain.NhsNumber;
import org.slotkeeper.domain.OdsCode;
import org.slotkeeper.domain.SeatNews;
import org.slotkeeper.reconcile.spi.Warmer;

/** One engine's inventory, over its lane. A practice that is cold is filled and asked again, as the real one does it. */
final class InventoryPort implements SlotInventory {

    private static final int WARMINGS_MAX = 2;

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
        return ask("availability", (memory, life) -> memory.availability(life, days, now));
    }

    @Override
    public Future<ClaimAnswer> claim(Claim claim) {
        return ask("claim", (memory, life) -> memory.claim(life, claim));
    }

    @Override
    public Future<ClaimAnswer> confirm(HoldConfirm confirm) {
        return ask("confirm", (memory, life) -> memory.confirm(life, confirm));
    }

    @Override
    public Future<Optional<HeldSeats>> findHold(AppointmentId id, Instant now) {
        return ask("find hold", (memory, life) -> memory.findHold(life, id, now)).map(InventoryPort::seen);
    }

    @Override
    public Future<Optional<HeldSeats>> holdOf(OdsCode practice, NhsNumber patient, Instant now) {
        return ask("hold of", (memory, life) -> memory.holdOf(life, patient, now)).map(InventoryPort::seen);
    }

    private static Optional<HeldSeats> seen(Optional<HeldClaim> found) {
        return found.map(held -> held.seen(Surgery.PRACTICE));
    }

    private <T> Future<T> ask(String what, BiFunction<RedisMemory, String, Optional<T>> script) {
        return ask(what, script, WARMINGS_MAX);
    }

    private <T> Future<T> ask(String what, BiFunction<RedisMemory, String, Optional<T>> script, int warmingsLeft) {
        return lane.send(what, script).compose(answer -> {
            if (answer.isPresent()) {
                return Future.succeededFuture(answer.get());
            }
            world.met(Sometimes.OLD_LIFE_REFUSED);
            return warmingsLeft == 0
                    ? Future.failedFuture(StoreAway.LOST)
                    : warmer.warm(Surgery.PRACTICE).compose(warm -> ask(what, script, warmingsLeft - 1));
        });
    }

    @Override
    public Future<Boolean> withdraw(AppointmentId id, Ending ending) {
        return lane.send("withdraw", (memory, life) -> memory.withdraw(id, ending));
    }

    @Override
    public Future<Void> tell(List<SeatNews> news) {
        return lane.send("tell", (memory, life) -> tell(memory, life, news)).mapEmpty();
    }

    private Set<Boolean> tell(RedisMemory memory, String life, List<SeatNews> news) {
        boolean isNews = true;
        for (SeatNews one : news) {
            isNews &= memory.tell(life, one);
        }
        if (!isNews) {
            world.met(Sometimes.LATE_NEWS_IGNORED);
        }
        return Set.of(isNews);
    }

    @Override
    public HeldSeats.PatientMark markOf(NhsNumber patient) {
        return HeldClaim.markOf(patient);
    }
}
