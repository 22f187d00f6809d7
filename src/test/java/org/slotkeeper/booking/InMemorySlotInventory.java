package org.slotkeeper.booking;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slotkeeper.booking.spi.Availability;
import org.slotkeeper.booking.spi.Claim;
import org.slotkeeper.booking.spi.ClaimAnswer;
import org.slotkeeper.booking.spi.HoldConfirm;
import org.slotkeeper.booking.spi.SlotInventory;
import org.slotkeeper.domain.AppointmentId;
import org.slotkeeper.domain.HeldSeats;
import org.slotkeeper.domain.HeldSeats.PatientMark;
import org.slotkeeper.domain.NhsNumber;
import org.slotkeeper.domain.OdsCode;
import org.slotkeeper.domain.SeatNews;

/** The inventory as plain maps, slow and obviously right: what the real one is compared with, and what use cases are tested against. It forgets nothing and is never away. */
public final class InMemorySlotInventory implements SlotInventory {

    private final Map<OdsCode, InMemoryPractice> practices = new HashMap<>();

    /** Makes these seats free and sets the version of the practice's book. */
    public synchronized void publish(OdsCode practice, LocalDate day, BitSet seats, int layoutVersion) {
        InMemoryPractice inventory = of(practice);
        inventory.publish(day, seats, layoutVersion);
    }

    /** Makes the seats 0 to {@code count - 1} free and sets the version of the practice's book. */
    public void publish(OdsCode practice, LocalDate day, int count, int layoutVersion) {
        BitSet seats = new BitSet();
        seats.set(0, count);
        publish(practice, day, seats, layoutVersion);
    }

    @Override
    public synchronized Future<Availability> availability(OdsCode practice, List<LocalDate> days, Instant now) {
        return Future.succeededFuture(of(practice).availability(days, now));
    }

    @Override
    public synchronized Future<ClaimAnswer> claim(Claim claim) {
        return Future.succeededFuture(of(claim.practice()).claim(claim));
    }

    @Override
    public synchronized Future<ClaimAnswer> confirm(HoldConfirm confirm) {
        return Future.succeededFuture(of(confirm.hold().practice()).confirm(confirm));
    }

    @Override
    public synchronized Future<Optional<HeldSeats>> findHold(AppointmentId id, Instant now) {
        return Future.succeededFuture(
                of(id.practice()).find(id).filter(held -> held.isHere(now)).map(held -> held.seen(id.practice())));
    }

    @Override
    public synchronized Future<Optional<HeldSeats>> holdOf(OdsCode practice, NhsNumber patient, Instant now) {
        return Future.succeededFuture(of(practice).holdOf(patient, now).map(held -> held.seen(practice)));
    }

    @Override
    public synchronized Future<Boolean> withdraw(AppointmentId id, Ending ending) {
        return Future.succeededFuture(of(id.practice()).withdraw(id, ending));
    }

    @Override
    public synchronized Future<Void> tell(List<SeatNews> news) {
        news.forEach(one -> of(one.practice()).tell(one));
        return Future.succeededFuture();
    }

    @Override
    public PatientMark markOf(NhsNumber patient) {
        return new PatientMark("mark of " + patient.digits());
    }

    private InMemoryPractice of(OdsCode practice) {
        return practices.computeIfAbsent(practice, unknown -> new InMemoryPractice());
    }
}
