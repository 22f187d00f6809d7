package org.slotkeeper.booking;

import io.vertx.core.Future;
import java.time.Duration;
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
import org.slotkeeper.booking.InMemorySeats.Seat;
import org.slotkeeper.booking.spi.Availability;
import org.slotkeeper.booking.spi.Claim;
import org.slotkeeper.booking.spi.ClaimAnswer;
import org.slotkeeper.booking.spi.HeldSeats;
import org.slotkeeper.booking.spi.HeldSeats.CallerMark;
import org.slotkeeper.booking.spi.HeldSeats.PatientMark;
import org.slotkeeper.booking.spi.HoldConfirm;
import org.slotkeeper.booking.spi.SeatMark;
import org.slotkeeper.booking.spi.SlotInventory;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.appointment.Request;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.SeatId;
import org.slotkeeper.reconcile.spi.InventoryRefill;
import org.slotkeeper.reconcile.spi.PracticeTruth;
import org.slotkeeper.reconcile.spi.SeatLeases;
import org.slotkeeper.reconcile.spi.Warmer;

/**
 * The inventory as plain maps, slow and obviously right: what the real one is compared with, and what use cases are tested against. It is never away, and loses its memory when a test says so.
 */
public final class InMemorySlotInventory implements SlotInventory, InventoryRefill, SeatLeases {

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
    public Future<ClaimAnswer> claim(Claim claim, Optional<ClaimAnswer.Met> again) {
        return ask(claim.practice(), (asked, life) -> asked.claim(life, claim, again));
    }

    @Override
    public Future<ClaimAnswer> confirm(HoldConfirm confirm, Optional<ClaimAnswer.Met> again) {
        return ask(confirm.hold().practice(), (asked, life) -> asked.confirm(life, confirm, again));
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
    public synchronized Future<Boolean> withdraw(AppointmentId id, Ending ending, Optional<Instant> since) {
        return Future.succeededFuture(of(id.practice()).withdraw(id, ending, since));
    }

    @Override
    public synchronized Future<GivingUp> giveUp(AppointmentId id, Request request) {
        return Future.succeededFuture(of(id.practice()).giveUp(id, request));
    }

    @Override
    public synchronized Future<Optional<HeldSeats>> givenUp(AppointmentId id, Request request) {
        return Future.succeededFuture(of(id.practice()).givenUp(id, request).map(held -> held.seen(id.practice())));
    }

    @Override
    public synchronized Future<Boolean> holdAgain(AppointmentId id, CallerMark placer, Instant since) {
        return Future.succeededFuture(of(id.practice()).holdAgain(id, placer, since));
    }

    @Override
    public synchronized Future<SeatMark> mark(SeatMark seats, Duration lease, Instant now) {
        Map<Integer, Long> marked = of(seats.practice()).mark(life(), seats, now.plus(lease), now);
        String content = marked.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(","));
        return Future.succeededFuture(
                new SeatMark(seats.practice(), seats.day(), seats.ordinals(), seats.key(), seats.changedAt(), content));
    }

    @Override
    public Future<List<Lease>> freed(SeatMark mark, Instant now) {
        return release(mark, true, now);
    }

    @Override
    public Future<List<Lease>> ask(SeatMark mark, Instant now) {
        return release(mark, false, now);
    }

    private synchronized Future<List<Lease>> release(SeatMark mark, boolean isFreed, Instant now) {
        Map<Integer, Long> marked = new HashMap<>();
        for (String one :
                mark.content().isEmpty() ? new String[0] : mark.content().split(",")) {
            int at = one.indexOf('=');
            marked.put(Integer.parseInt(one.substring(0, at)), Long.parseLong(one.substring(at + 1)));
        }
        return Future.succeededFuture(of(mark.practice()).release(life(), mark, marked, isFreed, now).stream()
                .map(lease -> leaseOf(
                        mark.practice(), new Seat(lease.day(), lease.ordinals().get(0)), lease))
                .toList());
    }

    private static Lease leaseOf(OdsCode practice, Seat seat, Held lease) {
        return new Lease(new SeatId(practice, seat.day(), seat.ordinal()), lease.toString());
    }

    @Override
    public synchronized Future<Void> arrived(List<Arrived> claims) {
        claims.forEach(one -> of(one.claim().practice()).arrived(one.claim(), one.since()));
        return Future.succeededFuture();
    }

    @Override
    public synchronized Future<List<Lease>> ended(OdsCode practice, Instant now, int countMax) {
        return Future.succeededFuture(of(practice).ended(now).entrySet().stream()
                .limit(countMax)
                .map(entry -> leaseOf(practice, entry.getKey(), entry.getValue()))
                .toList());
    }

    @Override
    public synchronized Future<Integer> settle(OdsCode practice, List<Lease> leases, Set<SeatId> owned, Instant now) {
        return Future.succeededFuture(leases.stream()
                .mapToInt(lease -> of(practice)
                        .settle(
                                new Seat(lease.seat().day(), lease.seat().ordinal()),
                                lease.content(),
                                owned.contains(lease.seat())))
                .sum());
    }

    /** Seats that a practice is to take back. */
    public record Block(OdsCode practice, LocalDate day, BitSet seats, String key) {}

    /** Takes those of the seats that are free, and says which. */
    public Future<BitSet> block(Block wanted, Instant now, Instant expiresAt) {
        return ask(
                wanted.practice(),
                (asked, life) -> asked.block(life, wanted.day(), wanted.seats(), wanted.key(), now, expiresAt));
    }

    public synchronized Future<Void> unblock(Block block) {
        of(block.practice()).unblock(block.day(), block.seats(), block.key());
        return Future.succeededFuture();
    }

    /** Notes what a version of the practice's book that is on its way retires. */
    public synchronized Future<Void> retire(
            OdsCode practice, int version, Map<LocalDate, Map<Integer, Integer>> places, Instant ends) {
        of(practice).retire(version, places, ends);
        return Future.succeededFuture();
    }

    /** Makes the new seats of a version free. */
    public synchronized Future<Void> open(OdsCode practice, int version, Map<LocalDate, BitSet> newSeats) {
        of(practice).open(life(), version, newSeats);
        return Future.succeededFuture();
    }

    /** The seats of a day that patients hold. */
    public synchronized BitSet held(OdsCode practice, LocalDate day, Instant now) {
        return of(practice).held(day, now);
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
        return Future.succeededFuture(of(practice).begin(life()));
    }

    @Override
    public synchronized Future<Boolean> fill(Filling filling) {
        return Future.succeededFuture(of(filling.practice()).fill(life(), filling));
    }

    @Override
    public synchronized Future<Set<OdsCode>> warmOf(List<OdsCode> asked) {
        return Future.succeededFuture(
                asked.stream().filter(practice -> of(practice).isKnown(life())).collect(Collectors.toSet()));
    }

    private Future<Void> fillWithNothing(OdsCode practice) {
        PracticeTruth nothing = new PracticeTruth(0, Map.of(), true);
        return life(practice)
                .compose(life -> fill(new Filling(practice, life, "nothing", nothing, Instant.MIN, Instant.MIN, false)))
                .mapEmpty();
    }

    private String life() {
        return "life " + lives;
    }

    private InMemoryPractice of(OdsCode practice) {
        return practices.computeIfAbsent(practice, unknown -> new InMemoryPractice());
    }
}
