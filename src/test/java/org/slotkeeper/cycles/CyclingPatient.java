package org.slotkeeper.cycles;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.slotkeeper.api.fhir.Bodies;
import org.slotkeeper.cycles.FreedSlots.Canceller;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.history.Doors;
import org.slotkeeper.history.Told.Verdict;
import org.slotkeeper.history.Wish;
import org.slotkeeper.testing.Deadline;
import org.slotkeeper.testing.Patience;

/**
 * Somebody who books a slot over one engine and cancels it at once over the other one, or, each fourth time, over the same. Now and then a search tells whether it is free again; else the next booking
 * does. What is not settled is sent again under its id until it is.
 */
final class CyclingPatient implements Runnable {

    private static final int SEARCH_EACH = 10;
    private static final long AGAIN_AFTER_MILLIS = 10;
    /** Whoever shares a slot does not ask for it all the time that the other one has it. */
    private static final long AGAIN_AFTER_MILLIS_SHARED = 50;

    private final CyclesSite site;
    private final Place place;
    private final AtomicInteger left;
    private final FreedSlots freed;
    private final Answers answers;
    private boolean isGoingOn = true;

    /** @param isShared whether somebody else wants the same slot */
    record Place(NhsNumber patient, String slot, boolean isShared) {
        private String practice() {
            return slot.substring(0, slot.indexOf('-'));
        }
    }

    /** @param left cycles that nobody has begun */
    CyclingPatient(CyclesSite site, Place place, AtomicInteger left, FreedSlots freed, Answers answers) {
        this.site = site;
        this.place = place;
        this.left = left;
        this.freed = freed;
        this.answers = answers;
    }

    @Override
    public void run() {
        for (int nth = 0; isGoingOn && left.getAndDecrement() > 0; nth++) {
            int engine = nth % 2;
            boolean isBySame = nth % 4 == 3;
            book(engine).ifPresent(booked -> cancel(booked, isBySame ? engine : 1 - engine, isBySame));
            if (nth % SEARCH_EACH == 0 && !place.isShared()) {
                awaitShown(nth);
            }
        }
    }

    /** Until it is to be had; a slot that never is again is lost. */
    private Optional<JsonObject> book(int engine) {
        Deadline deadline = Deadline.in(Patience.LONG);
        while (!deadline.isOver()) {
            Wish wish = wish(
                    Wish.Kind.BOOK,
                    "",
                    "",
                    Bodies.appointment(place.patient(), "Slot/" + place.slot()).encode());
            Optional<Doors.Answered> answered = untilSettled(wish, engine);
            if (answered.isEmpty()) {
                return Optional.empty();
            }
            if (answered.get().told().verdict() == Verdict.DONE) {
                String key = keyOf(answered.get().told().appointment().id());
                freed.booked(place.slot(), key, System.nanoTime());
                answers.booked(key);
                return Optional.of(new JsonObject(answered.get().body()));
            }
            Deadline.rest(place.isShared() ? AGAIN_AFTER_MILLIS_SHARED : AGAIN_AFTER_MILLIS);
        }
        answers.neverHadAgain(place.slot());
        isGoingOn = false;
        return Optional.empty();
    }

    private void cancel(JsonObject booked, int engine, boolean isBySame) {
        String id = booked.getString("id");
        String etag = "W/\"" + booked.getJsonObject("meta").getString("versionId") + "\"";
        Wish wish = wish(
                Wish.Kind.CANCEL,
                id,
                etag,
                Bodies.cancelled(booked, "Feeling better").encode());
        freed.leaving(place.slot(), keyOf(id));
        untilSettled(wish, engine).map(Doors.Answered::told).ifPresent(told -> {
            if (told.verdict() == Verdict.DONE) {
                freed.cancelled(
                        place.slot(),
                        isBySame ? Canceller.THE_SAME_ENGINE : Canceller.THE_OTHER_ENGINE,
                        System.nanoTime());
                answers.cancelled(keyOf(id));
            } else {
                answers.cancelRefused(wish, told);
                isGoingOn = false;
            }
        });
    }

    private void awaitShown(int engine) {
        Deadline deadline = Deadline.in(Patience.LONG);
        while (isGoingOn && !isShown(engine)) {
            isGoingOn = !deadline.isOver();
        }
        if (!isGoingOn) {
            answers.neverHadAgain(place.slot());
        }
    }

    private boolean isShown(int engine) {
        try {
            boolean isShown = site.isShown(place.slot(), place.patient().digits(), engine);
            if (isShown) {
                freed.seenFree(place.slot(), System.nanoTime());
            }
            return isShown;
        } catch (IOException notAnswered) {
            return false;
        }
    }

    /** None if there is no answer that settles it for as long as anybody would wait. */
    private Optional<Doors.Answered> untilSettled(Wish wish, int engine) {
        Deadline deadline = Deadline.in(Patience.LONG);
        while (!deadline.isOver()) {
            Doors.Answered answered = site.doors().send(wish, engine);
            if (answered.told().verdict() != Verdict.DONE) {
                answers.otherwise(wish.kind(), place.isShared() ? ", slot shared" : "", answered.told());
            }
            if (answered.told().verdict() != Verdict.UNKNOWN) {
                return Optional.of(answered);
            }
            Deadline.rest(AGAIN_AFTER_MILLIS);
        }
        answers.neverAnswered(wish);
        isGoingOn = false;
        return Optional.empty();
    }

    private Wish wish(Wish.Kind kind, String appointment, String etag, String body) {
        return new Wish(
                UUID.randomUUID(),
                kind,
                place.patient().digits(),
                place.practice(),
                List.of(place.slot()),
                appointment,
                etag,
                body);
    }

    private static String keyOf(String id) {
        return id.substring(id.lastIndexOf('-') + 1);
    }
}
