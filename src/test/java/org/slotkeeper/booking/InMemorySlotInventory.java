package org.slotkeeper.booking;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.slotkeeper.booking.spi.Availability;
import org.slotkeeper.booking.spi.Claim;
import org.slotkeeper.booking.spi.ClaimAnswer;
import org.slotkeeper.booking.spi.HoldConfirm;
import org.slotkeeper.booking.spi.SlotInventory;
import org.slotkeeper.domain.AppointmentId;
import org.slotkeeper.domain.Caller;
import org.slotkeeper.domain.HeldSeats;
import org.slotkeeper.domain.HeldSeats.CallerMark;
import org.slotkeeper.domain.HeldSeats.PatientMark;
import org.slotkeeper.domain.NhsNumber;
import org.slotkeeper.domain.OdsCode;
import org.slotkeeper.domain.SeatNews;
import org.slotkeeper.reconcile.spi.InventoryRefill;
import org.slotkeeper.reconcile.spi.LedgerMoment;
import org.slotkeeper.reconcile.spi.PracticeTruth;
import org.slotkeeper.reconcile.spi.Warmer;

/**
 * The inventory as plain maps, slow and obviously right: what the real one is compared with, and what use cases are tested against. It is never away, and loses its memory when a test says so.
 */
public final class InMemorySlotInventory implements SlotInventory, InventoryRefill {

    private static final int WARMINGS_MAX = 2;

    private final Map<OdsCode, InMemoryPractice> practices = new HashMap<>();
    private Warmer warmer = this::fillWithNothing;
    private int lives;

    public InMemorySlotInventory() {
        this(1);
    }

    /** @param firstLife the number of its first life: stores whose lives are to be told apart begin far from each other */
    public InMemorySlotInventory(int firstLife) {
        this.lives = firstLife;
    }

    /** Who fills a practice that the inventory does not know; nobody but {@link #publish} unless a test says so. */
    public void warmBy(Warmer someWarmer) {
        warmer = someWarmer;
    }

    /** All is forgotten. */
    public synchronized void forget() {
        practices.clear();
        lives++;
    }

    /** All that is known now, to be gone back to. */
    public synchronized Snapshot snapshot() {
        return new Snapshot(copy(practices));
    }

    /** Goes back to what was known then. */
    public synchronized void restore(Snapshot then) {
        practices.clear();
        practices.putAll(copy(then.practices));
        lives++;
    }

    /** What the inventory knew at an instant. */
    public static final class Snapshot {
        private final Map<OdsCode, InMemoryPractice> practices;

        private Snapshot(Map<OdsCode, InMemoryPractice> practices) {
            this.practices = practices;
        }
    }

    private static Map<OdsCode, InMemoryPractice> copy(Map<OdsCode, InMemoryPractice> all) {
        return all.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue()
                .copy()));
    }

    /** Makes these seats free and sets the version of the practice's book. */
    public synchronized void publish(OdsCode practice, LocalDate day, BitSet seats, int layoutVersion) {
        of(practice).publish(life(), day, seats, layoutVersion);
    }

    /** Makes the seats 0 to {@code count - 1} free and sets the version of the practice's book. */
    public void publish(OdsCode practice, LocalDate day, int count, int layoutVersion) {
        BitSet seats = new BitSet();
        seats.set(0, count);
        publish(practice, day, seats, layoutVersion);
    }

    @Override
    public Future<Availability> availability(OdsCode practice, List<LocalDate> days, Instant now) {
        return ask(practice, (asked, life) -> asked.availability(life, days, now));
    }

    @Override
    public Future<ClaimAnswer> claim(Claim claim) {
        return ask(claim.practice(), (asked, life) -> asked.claim(life, claim));
    }

    @Override
    public Future<ClaimAnswer> confirm(HoldConfirm confirm) {
        return ask(confirm.hold().practice(), (asked, life) -> asked.confirm(life, confirm));
    }

    @Override
    public Future<Optional<HeldSeats>> findHold(AppointmentId id, Instant now) {
        return ask(id.practice(), (asked, life) -> asked.findHold(life, id, now))
                .map(found -> found.map(held -> held.seen(id.practice())));
    }

    @Override
    public Future<Optional<HeldSeats>> holdOf(OdsCode practice, NhsNumber patient, Instant now) {
        return ask(practice, (asked, life) -> asked.holdOf(life, patient, now))
                .map(found -> found.map(held -> held.seen(practice)));
    }

    @Override
    public synchronized Future<List<OdsCode>> practicesWithHoldsOf(NhsNumber patient, Instant now) {
        return Future.succeededFuture(practices.entrySet().stream()
                .filter(entry -> entry.getValue()
                        .holdOf(life(), patient, now)
                        .flatMap(held -> held)
                        .isPresent())
                .map(Map.Entry::getKey)
                .toList());
    }

    /** @param question empty where the practice is not known in this life */
    private <T> Future<T> ask(OdsCode practice, BiFunction<InMemoryPractice, String, Optional<T>> question) {
        return ask(practice, question, WARMINGS_MAX);
    }

    private <T> Future<T> ask(
            OdsCode practice, BiFunction<InMemoryPractice, String, Optional<T>> question, int warmingsLeft) {
        Optional<T> answer;
        synchronized (this) {
            answer = question.apply(of(practice), life());
        }
        if (answer.isPresent()) {
            return Future.succeededFuture(answer.get());
        }
        if (warmingsLeft == 0) {
            return Future.failedFuture("the inventory of " + practice + " is still cold");
        }
        return warmer.warm(practice).compose(warm -> ask(practice, question, warmingsLeft - 1));
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

    @Override
    public CallerMark markOf(Caller caller) {
        return Held.markOf(caller);
    }

    @Override
    public synchronized Future<String> life(OdsCode practice) {
        of(practice).begin(life());
        return Future.succeededFuture(life());
    }

    @Override
    public synchronized Future<Void> fill(Filling filling) {
        of(filling.practice()).fill(life(), filling);
        return Future.succeededFuture();
    }

    @Override
    public synchronized Future<Set<OdsCode>> warmOf(List<OdsCode> asked) {
        return Future.succeededFuture(
                asked.stream().filter(practice -> of(practice).isKnown(life())).collect(Collectors.toSet()));
    }

    @Override
    public synchronized Future<List<Suspect>> suspects(OdsCode practice, Instant now) {
        return Future.succeededFuture(of(practice).suspects(now).stream()
                .map(held -> new Suspect(held.day(), held.seen(practice)))
                .toList());
    }

    private Future<Void> fillWithNothing(OdsCode practice) {
        PracticeTruth nothing = new PracticeTruth(0, Map.of(), true, LedgerMoment.NEVER);
        return life(practice)
                .compose(
                        life -> fill(new Filling(practice, life, "nothing", nothing, Instant.MIN, Instant.MIN, false)));
    }

    private String life() {
        return "life " + lives;
    }

    private InMemoryPractice of(OdsCode practice) {
        return practices.computeIfAbsent(practice, unknown -> new InMemoryPractice());
    }
}
