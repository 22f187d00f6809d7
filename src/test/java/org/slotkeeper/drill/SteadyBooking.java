package org.slotkeeper.drill;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slotkeeper.api.fhir.Bodies;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.history.Doors;
import org.slotkeeper.history.Told;
import org.slotkeeper.history.Wish;
import org.slotkeeper.testing.MachineClock;

/** Patients who book at a steady rate, whatever becomes of it: each a seat of their own, and again under the same id until there is an answer. And what each was told, and when. */
final class SteadyBooking implements AutoCloseable {

    private static final int AT_ONCE = 24;

    private final Clock clock = MachineClock.utc();
    private final Doors doors;
    private final Deque<String> slots;
    private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService patients = Executors.newFixedThreadPool(AT_ONCE);
    private final Semaphore free = new Semaphore(AT_ONCE);
    private final AtomicInteger number = new AtomicInteger();
    private final Queue<Wish> unanswered = new ConcurrentLinkedQueue<>();
    private final Map<UUID, Instant> firstSent = new LinkedHashMap<>();
    private final Map<UUID, Booking> acknowledged = new LinkedHashMap<>();
    private final Map<UUID, Booking> refused = new LinkedHashMap<>();

    /** What somebody was told at last. */
    record Booking(Wish wish, Instant firstSentAt, Instant toldAt, Told told) {
        String patient() {
            return wish.patient();
        }
    }

    private Optional<ScheduledFuture<?>> coming = Optional.empty();

    SteadyBooking(Doors doors, Collection<String> slots) {
        this.doors = doors;
        this.slots = new ConcurrentLinkedDeque<>(slots);
    }

    /** From now on so many come each second. */
    void start(int rate) {
        coming = Optional.of(pace.scheduleAtFixedRate(this::next, 0, 1_000_000_000L / rate, TimeUnit.NANOSECONDS));
    }

    /** Those who have no answer yet come first, as they do not stop asking. When all slots are taken nobody new comes. */
    private void next() {
        if (!free.tryAcquire()) {
            return;
        }
        Optional<Wish> next = Optional.ofNullable(unanswered.poll()).or(this::fresh);
        if (next.isEmpty()) {
            free.release();
            return;
        }
        patients.execute(() -> {
            try {
                ask(next.get());
            } finally {
                free.release();
            }
        });
    }

    private Optional<Wish> fresh() {
        return Optional.ofNullable(slots.poll()).map(this::wishFor);
    }

    private Wish wishFor(String slot) {
        NhsNumber patient = NhsNumber.ofDemonstration(number.incrementAndGet());
        String body = Bodies.appointment(patient, "Slot/" + slot).encode();
        Wish wish = new Wish(
                UUID.randomUUID(),
                Wish.Kind.BOOK,
                patient.digits(),
                slot.substring(0, slot.indexOf('-')),
                List.of(slot),
                "",
                "",
                body);
        synchronized (this) {
            firstSent.put(wish.id(), clock.instant());
        }
        return wish;
    }

    private void ask(Wish wish) {
        Told told = doors.send(wish, 0).told();
        synchronized (this) {
            Booking booking = new Booking(wish, firstSent.get(wish.id()), clock.instant(), told);
            switch (told.verdict()) {
                case DONE -> acknowledged.put(wish.id(), booking);
                case REFUSED -> refused.put(wish.id(), booking);
                case UNKNOWN -> unanswered.add(wish);
            }
        }
    }

    synchronized List<Booking> acknowledged() {
        return List.copyOf(acknowledged.values());
    }

    synchronized List<Booking> refused() {
        return List.copyOf(refused.values());
    }

    /** The first that was told after this, if one was. */
    synchronized Optional<Instant> firstToldAfter(Instant moment) {
        return acknowledged.values().stream()
                .map(Booking::toldAt)
                .filter(told -> told.isAfter(moment))
                .min(Instant::compareTo);
    }

    /** They ask once more under the id they had, as people do who are told that their appointment is gone. */
    synchronized void askAgain(List<Booking> lost) {
        List<Booking> gone = new ArrayList<>(lost);
        gone.forEach(booking -> {
            Booking unused = acknowledged.remove(booking.wish().id());
            boolean added = unanswered.add(booking.wish());
        });
    }

    /** Nobody new comes, and whoever is without an answer asks on. True when all have one. */
    boolean settle() {
        coming.ifPresent(schedule -> schedule.cancel(false));
        Wish wish = unanswered.poll();
        if (wish != null) {
            ask(wish);
        }
        return unanswered.isEmpty() && free.availablePermits() == AT_ONCE;
    }

    /** How far they are, for whoever waits for them in vain. */
    @Override
    public synchronized String toString() {
        return acknowledged.size() + " booked, " + refused.size() + " refused, " + unanswered.size()
                + " without an answer, " + slots.size() + " slots left";
    }

    @Override
    public void close() {
        pace.shutdownNow();
        List<Runnable> unused = patients.shutdownNow();
    }
}
