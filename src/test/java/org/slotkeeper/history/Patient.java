package org.slotkeeper.history;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.slotkeeper.api.fhir.Bodies;
import org.slotkeeper.domain.party.NhsNumber;

/** Somebody who wants this and that, one thing after the other, and asks again with the same id when it is not known what came of it. What is wanted follows from a seed. */
public final class Patient implements Runnable {

    private static final int RESENDS_MAX = 2;
    private static final int REST_MILLIS_MAX = 25;
    private static final int RESEND_MILLIS_MAX = 250;

    private final NhsNumber number;
    private final Offer offer;
    private final History history;
    private final Doors doors;
    private final Random random;
    private final BooleanSupplier isOver;
    private final List<JsonObject> appointments = new ArrayList<>();
    private Optional<JsonObject> hold = Optional.empty();

    /**
     * What can be had in this round.
     *
     * @param slots by practice, the ids of single slots that follow each other
     * @param clinics by practice, the ids of slots with several places
     */
    public record Offer(
            Map<String, List<String>> slots,
            Map<String, List<String>> clinics,
            String searchFrom,
            String searchUntil) {}

    public Patient(NhsNumber number, Offer offer, History history, Doors doors, Random random, BooleanSupplier isOver) {
        this.number = number;
        this.offer = offer;
        this.history = history;
        this.doors = doors;
        this.random = random;
        this.isOver = isOver;
    }

    @Override
    public void run() {
        while (!isOver.getAsBoolean()) {
            act(random.nextInt(100));
            rest(REST_MILLIS_MAX);
        }
    }

    private void act(int choice) {
        if (choice < 10) {
            search();
        } else if (choice < 35 && hold.isPresent()) {
            endHold(hold.get());
        } else if (choice < 60 && !appointments.isEmpty()) {
            change(appointments.get(random.nextInt(appointments.size())));
        } else if (choice < 75) {
            hold();
        } else {
            book(choice >= 95);
        }
    }

    private void search() {
        String practice = anyOf(List.copyOf(offer.slots().keySet()));
        String path = Doors.searchPath(practice, offer.searchFrom(), offer.searchUntil());
        Optional<String> unused = send(wish(Wish.Kind.SEARCH, practice, List.of(), "", "", path), 0);
    }

    private void hold() {
        List<String> slots = someSlots();
        String body = Bodies.hold(number, references(slots)).encode();
        hold = send(wish(Wish.Kind.HOLD, practiceOf(slots.get(0)), slots, "", "", body), RESENDS_MAX)
                .map(JsonObject::new)
                .or(() -> hold);
    }

    private void endHold(JsonObject held) {
        hold = Optional.empty();
        int choice = random.nextInt(8);
        if (choice < 2) {
            Optional<String> unused = send(withdrawing(held), RESENDS_MAX);
        } else if (choice < 4) {
            withdrawAndConfirm(held);
        } else {
            send(confirming(held), RESENDS_MAX).ifPresent(booked -> appointments.add(new JsonObject(booked)));
        }
    }

    /** Both in the same instant, each by another gateway: one of them comes first, and nobody knows which. */
    private void withdrawAndConfirm(JsonObject held) {
        Wish withdraw = withdrawing(held);
        Wish confirm = confirming(held);
        int gateway = random.nextInt(2);
        CompletableFuture<Void> beside = CompletableFuture.runAsync(() -> {
            var unused = sendOnce(withdraw, 1 - gateway);
        });
        Doors.Answered confirmed = sendOnce(confirm, gateway);
        beside.join();
        if (confirmed.told().verdict() == Told.Verdict.DONE) {
            appointments.add(new JsonObject(confirmed.body()));
        }
    }

    private Wish withdrawing(JsonObject held) {
        String id = held.getString("id");
        String body = Bodies.cancelled(held, "Not needed").encode();
        return wish(Wish.Kind.WITHDRAW, practiceOf(id), List.of(), id, "", body);
    }

    private Wish confirming(JsonObject held) {
        String id = held.getString("id");
        List<String> slots = slotsOf(held);
        String body =
                Bodies.appointment(number, references(slots)).put("id", id).encode();
        return wish(Wish.Kind.CONFIRM, practiceOf(id), slots, id, "", body);
    }

    private void book(boolean isTwice) {
        List<String> slots = someSlots();
        String body = Bodies.appointment(number, references(slots)).encode();
        Wish wish = wish(Wish.Kind.BOOK, practiceOf(slots.get(0)), slots, "", "", body);
        Optional<CompletableFuture<Void>> twin = isTwice
                ? Optional.of(CompletableFuture.runAsync(() -> {
                    var unused = sendOnce(wish, 1);
                }))
                : Optional.empty();
        send(wish, RESENDS_MAX).ifPresent(booked -> appointments.add(new JsonObject(booked)));
        twin.ifPresent(CompletableFuture::join);
    }

    private void change(JsonObject seen) {
        String id = seen.getString("id");
        String etag = "W/\"" + seen.getJsonObject("meta").getString("versionId") + "\"";
        int choice = random.nextInt(10);
        appointments.remove(seen);
        if (choice < 5) {
            String body = Bodies.cancelled(seen, "Feeling better").encode();
            Optional<String> unused =
                    send(wish(Wish.Kind.CANCEL, practiceOf(id), List.of(), id, etag, body), RESENDS_MAX);
            return;
        }
        boolean isMove = choice < 8;
        List<String> slots = isMove ? slotsAt(practiceOf(id)) : slotsOf(seen);
        JsonObject wanted = Bodies.appointment(number, references(slots)).put("id", id);
        if (!isMove) {
            wanted.put("description", "Change " + random.nextInt(1_000));
        }
        boolean isSame = isMove && java.util.Set.copyOf(slots).equals(java.util.Set.copyOf(slotsOf(seen)));
        Wish.Kind kind = isMove && !isSame ? Wish.Kind.MOVE : Wish.Kind.AMEND;
        // One that was refused may still be changed; one of which nobody knows is let go.
        send(wish(kind, practiceOf(id), slots, id, etag, wanted.encode()), RESENDS_MAX)
                .ifPresent(changed -> appointments.add(new JsonObject(changed)));
    }

    /** The body of the answer if it was done. */
    private Optional<String> send(Wish wish, int resendsMax) {
        for (int nth = 0; ; nth++) {
            Doors.Answered answered = sendOnce(wish, random.nextInt(2));
            if (answered.told().verdict() == Told.Verdict.DONE) {
                return Optional.of(answered.body());
            }
            if (answered.told().verdict() == Told.Verdict.REFUSED || nth >= resendsMax || isOver.getAsBoolean()) {
                return Optional.empty();
            }
            rest(RESEND_MILLIS_MAX);
        }
    }

    private Doors.Answered sendOnce(Wish wish, int gateway) {
        List<Doors.Answered> answered = new ArrayList<>();
        Told unused = history.send(wish, () -> {
            answered.add(doors.send(wish, gateway));
            return answered.get(0).told();
        });
        return answered.get(0);
    }

    private Wish wish(
            Wish.Kind kind, String practice, List<String> slots, String appointment, String etag, String body) {
        UUID id = new UUID(
                random.nextLong() & ~0xF000L | 0x4000L, random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | Long.MIN_VALUE);
        return new Wish(id, kind, number.digits(), practice, slots, appointment, etag, body);
    }

    private List<String> someSlots() {
        return slotsAt(anyOf(List.copyOf(offer.slots().keySet())));
    }

    /** Early ones rather than late ones, as everybody wants; sometimes two that follow each other. */
    private List<String> slotsAt(String practice) {
        List<String> slots = offer.slots().get(practice);
        int choice = random.nextInt(10);
        if (choice < 3) {
            return List.of(anyOf(offer.clinics().get(practice)));
        }
        int first = Math.min(random.nextInt(slots.size()), random.nextInt(slots.size()));
        return choice < 5 && first + 1 < slots.size() ? slots.subList(first, first + 2) : List.of(slots.get(first));
    }

    private String anyOf(List<String> several) {
        return several.get(random.nextInt(several.size()));
    }

    private static List<String> slotsOf(JsonObject appointment) {
        return appointment.getJsonArray("slot").stream()
                .map(slot -> ((JsonObject) slot).getString("reference").replace("Slot/", ""))
                .toList();
    }

    private static String[] references(List<String> slots) {
        return slots.stream().map(slot -> "Slot/" + slot).toArray(String[]::new);
    }

    private static String practiceOf(String id) {
        return id.substring(0, id.indexOf('-'));
    }

    private void rest(int millisMax) {
        try {
            Thread.sleep(1 + random.nextInt(millisMax));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
