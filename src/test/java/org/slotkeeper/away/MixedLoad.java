package org.slotkeeper.away;

import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slotkeeper.api.fhir.Bodies;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.history.Doors;
import org.slotkeeper.history.Told.Verdict;
import org.slotkeeper.history.Wish;
import org.slotkeeper.testing.Deadline;
import org.slotkeeper.testing.Patience;

/** Patients who search, hold, book, read, amend and cancel in turn, each when it is due, whatever becomes of those before. */
final class MixedLoad implements AutoCloseable {

    private static final long AGAIN_AFTER_MILLIS = 500;

    private final Doors doors;
    private final Queue<Place> places;
    private final Place searcher;
    private final String searchPath;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger underWay = new AtomicInteger();
    private final Queue<Kept> booked = new ConcurrentLinkedQueue<>();
    private final Queue<Kept> cancelled = new ConcurrentLinkedQueue<>();
    private final Queue<Asked> unsettled = new ConcurrentLinkedQueue<>();
    private final Queue<String> refused = new ConcurrentLinkedQueue<>();
    private int notes;

    /** A free slot, and somebody of its practice who has nothing else. */
    record Place(NhsNumber patient, String slot) {
        String practice() {
            return slot.substring(0, slot.indexOf('-'));
        }
    }

    /** An appointment as its patient was told of it at last. */
    record Kept(Place place, JsonObject told) {
        String id() {
            return told.getString("id");
        }

        String version() {
            return told.getJsonObject("meta").getString("versionId");
        }
    }

    /** @param about what is changed; none of what is made */
    private record Asked(Wish wish, Place place, Optional<Kept> about) {}

    /** @param searchPath of the search that is sent time and again */
    MixedLoad(Doors doors, List<Place> places, String searchPath) {
        this.doors = doors;
        this.places = new ArrayDeque<>(places);
        this.searcher = places.get(0);
        this.searchPath = searchPath;
    }

    /** One after the other, before anything is counted. */
    void bookAhead(int count) {
        for (int nth = 0; nth < count; nth++) {
            next(Wish.Kind.BOOK).ifPresent(asked -> follow(asked, doors.send(asked.wish(), 0)));
        }
    }

    /** So many seconds of all kinds in turn. */
    void run(int rate, long seconds, ToldBySecond told) {
        long began = System.nanoTime();
        for (int nth = 0; nth < rate * seconds; nth++) {
            long due = began + nth * 1_000_000_000L / rate;
            while (System.nanoTime() - due < 0) {
                Deadline.rest(1);
            }
            next(Order.KINDS.get(nth % Order.KINDS.size())).ifPresent(asked -> {
                int unused = underWay.incrementAndGet();
                threads.execute(() -> ask(asked, told));
            });
        }
    }

    private void ask(Asked asked, ToldBySecond told) {
        try {
            long sent = System.nanoTime();
            Doors.Answered answered = doors.send(asked.wish(), 0);
            told.note(asked.wish().kind(), answered.told(), sent, System.nanoTime());
            follow(asked, answered);
        } finally {
            int unused = underWay.decrementAndGet();
        }
    }

    private Optional<Asked> next(Wish.Kind kind) {
        return switch (kind) {
            case SEARCH -> Optional.of(new Asked(wish(kind, searcher, "", "", searchPath), searcher, Optional.empty()));
            case HOLD, BOOK -> Optional.ofNullable(places.poll()).map(place -> making(kind, place));
            default -> Optional.ofNullable(booked.poll()).map(kept -> about(kind, kept));
        };
    }

    private static Asked making(Wish.Kind kind, Place place) {
        String slot = "Slot/" + place.slot();
        JsonObject body =
                kind == Wish.Kind.HOLD ? Bodies.hold(place.patient(), slot) : Bodies.appointment(place.patient(), slot);
        return new Asked(wish(kind, place, "", "", body.encode()), place, Optional.empty());
    }

    private Asked about(Wish.Kind kind, Kept kept) {
        String body =
                switch (kind) {
                    case READ -> "";
                    case CANCEL ->
                        Bodies.cancelled(kept.told(), "Feeling better").encode();
                    default ->
                        Bodies.appointment(
                                        kept.place().patient(),
                                        "Slot/" + kept.place().slot())
                                .put("id", kept.id())
                                .put("description", "Note " + notes++)
                                .encode();
                };
        if (kind == Wish.Kind.READ) {
            booked.add(kept);
            return new Asked(wish(kind, kept.place(), kept.id(), "", body), kept.place(), Optional.empty());
        }
        String etag = "W/\"" + kept.version() + "\"";
        return new Asked(wish(kind, kept.place(), kept.id(), etag, body), kept.place(), Optional.of(kept));
    }

    private static Wish wish(Wish.Kind kind, Place place, String appointment, String etag, String body) {
        return new Wish(
                UUID.randomUUID(),
                kind,
                place.patient().digits(),
                place.practice(),
                List.of(),
                appointment,
                etag,
                body);
    }

    /** Whatever a change came to; what is not settled is asked again in the end. */
    private void follow(Asked asked, Doors.Answered answered) {
        Wish wish = asked.wish();
        if (!wish.kind().isRecorded()) {
            return;
        }
        if (answered.told().verdict() == Verdict.UNKNOWN) {
            unsettled.add(asked);
        } else if (answered.told().verdict() == Verdict.REFUSED) {
            refused.add(wish.kind() + " was told " + answered.told());
            asked.about().ifPresent(booked::add);
        } else {
            Kept now = new Kept(asked.place(), new JsonObject(answered.body()));
            boolean unused = (wish.kind() == Wish.Kind.CANCEL ? cancelled : booked).add(now);
        }
    }

    /** Until each change is known to be done or not. Gives back how many were not when this began. */
    int settle() {
        awaitAnswers();
        int before = unsettled.size();
        Deadline deadline = Deadline.in(Patience.LONG);
        while (!unsettled.isEmpty() && !deadline.isOver()) {
            List<Asked> again = new ArrayList<>(unsettled);
            unsettled.clear();
            again.forEach(asked -> follow(asked, doors.send(asked.wish(), 0)));
            Deadline.rest(unsettled.isEmpty() ? 0 : AGAIN_AFTER_MILLIS);
        }
        return before;
    }

    private void awaitAnswers() {
        Deadline deadline = Deadline.in(Patience.LONG);
        while (underWay.get() > 0) {
            deadline.pause(underWay + " answers");
        }
    }

    /** Appointments that were acknowledged and not cancelled since. */
    List<Kept> booked() {
        return List.copyOf(booked);
    }

    /** Appointments whose cancellation was acknowledged. */
    List<Kept> cancelled() {
        return List.copyOf(cancelled);
    }

    List<String> refused() {
        return List.copyOf(refused);
    }

    int unsettled() {
        return unsettled.size();
    }

    /** As its patient reads it now. */
    JsonObject read(Kept kept) {
        Wish reading = wish(Wish.Kind.READ, kept.place(), kept.id(), "", "");
        Deadline deadline = Deadline.in(Patience.LONG);
        while (true) {
            Doors.Answered answered = doors.send(reading, 0);
            if (answered.told().verdict() != Verdict.UNKNOWN) {
                return new JsonObject(answered.body());
            }
            deadline.pause("an appointment to be read: " + answered.told());
        }
    }

    @Override
    public void close() {
        threads.shutdown();
        try {
            boolean unused = threads.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
