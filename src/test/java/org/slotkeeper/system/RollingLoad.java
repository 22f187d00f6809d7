package org.slotkeeper.system;

import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slotkeeper.api.fhir.Bodies;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.history.Doors;
import org.slotkeeper.history.History;
import org.slotkeeper.history.Told;
import org.slotkeeper.history.Wish;
import org.slotkeeper.testing.Deadline;
import org.slotkeeper.testing.Patience;

/**
 * Patients at a steady rate, by clients that take turns, each with one connection and one request at a time, so that each connection is used all the time: of ten requests four book a place of the patient's own, four search and two cancel. None of them has a reason to be refused. What is not settled is asked again under its id until it is.
 */
final class RollingLoad implements AutoCloseable {

    /** For each client. */
    private static final int WAITING_MAX = 4;
    /** Less than a patient would be told to wait. */
    private static final long AGAIN_AFTER_MILLIS = 250;

    private final List<Client> clients;
    private final History history;
    private final Offer offer;
    private final Queue<String> places;
    private final Queue<Booked> booked = new ConcurrentLinkedQueue<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private int asked;

    /** @param places slots, each as often as it has places */
    record Offer(List<String> places, String searchFrom, String searchUntil) {}

    private record Booked(NhsNumber patient, JsonObject appointment) {}

    private record Client(Doors doors, ExecutorService thread) {}

    RollingLoad(List<Doors> clients, History history, Offer offer) {
        this.clients = clients.stream()
                .map(doors -> new Client(doors, oneAfterTheOther()))
                .toList();
        this.history = history;
        this.offer = offer;
        this.places = new ArrayDeque<>(offer.places());
    }

    /** On a machine that does not keep up, requests are left out rather than piled up. */
    private static ExecutorService oneAfterTheOther() {
        return new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING_MAX),
                new ThreadPoolExecutor.DiscardPolicy());
    }

    void start(int perSecond) {
        var unused = clock.scheduleAtFixedRate(this::ask, 0, 1_000_000 / perSecond, TimeUnit.MICROSECONDS);
    }

    /** No more begin, and those that have are answered. */
    void stop() throws InterruptedException {
        clock.shutdown();
        boolean ended = clock.awaitTermination(Patience.LONG.toSeconds(), TimeUnit.SECONDS);
        clients.forEach(client -> client.thread().shutdown());
        for (Client client : clients) {
            ended &= client.thread().awaitTermination(2 * Patience.LONG.toSeconds(), TimeUnit.SECONDS);
        }
        if (!ended) {
            throw new IllegalStateException("requests have not ended");
        }
    }

    private void ask() {
        int nth = asked++;
        int turn = nth % 10;
        Client client = clients.get(nth % clients.size());
        Optional<Booked> toCancel = turn == 4 || turn == 9 ? Optional.ofNullable(booked.poll()) : Optional.empty();
        if (toCancel.isPresent()) {
            client.thread().execute(() -> cancel(client, toCancel.get()));
        } else if (turn % 2 == 0 && !places.isEmpty()) {
            // Enough are published for a machine that takes its time; for a slower one, there are only searches left.
            String slot = places.remove();
            client.thread().execute(() -> book(client, NhsNumber.ofDemonstration(nth), slot));
        } else {
            client.thread().execute(() -> search(client, NhsNumber.ofDemonstration(nth)));
        }
    }

    private void book(Client client, NhsNumber patient, String slot) {
        String body = Bodies.appointment(patient, "Slot/" + slot).encode();
        Wish wish = new Wish(
                UUID.randomUUID(), Wish.Kind.BOOK, patient.digits(), practiceOf(slot), List.of(slot), "", "", body);
        send(client, wish).ifPresent(answer -> booked.add(new Booked(patient, new JsonObject(answer))));
    }

    private void cancel(Client client, Booked what) {
        String id = what.appointment().getString("id");
        String etag = "W/\"" + what.appointment().getJsonObject("meta").getString("versionId") + "\"";
        String body = Bodies.cancelled(what.appointment(), "Feeling better").encode();
        Optional<String> unused = send(
                client,
                new Wish(
                        UUID.randomUUID(),
                        Wish.Kind.CANCEL,
                        what.patient().digits(),
                        practiceOf(id),
                        List.of(),
                        id,
                        etag,
                        body));
    }

    private void search(Client client, NhsNumber patient) {
        String practice = practiceOf(offer.places().get(0));
        String path = Doors.searchPath(practice, offer.searchFrom(), offer.searchUntil());
        Optional<String> unused = send(
                client,
                new Wish(UUID.randomUUID(), Wish.Kind.SEARCH, patient.digits(), practice, List.of(), "", "", path));
    }

    /** Again with the same id until the answer settles it, or there is no hope left. */
    private Optional<String> send(Client client, Wish wish) {
        for (Deadline deadline = Deadline.in(Patience.LONG); !deadline.isOver(); Deadline.rest(AGAIN_AFTER_MILLIS)) {
            Doors.Answered[] answered = new Doors.Answered[1];
            Told told = history.send(wish, () -> {
                answered[0] = client.doors().send(wish, 0);
                return answered[0].told();
            });
            if (told.verdict() != Told.Verdict.UNKNOWN) {
                return told.verdict() == Told.Verdict.DONE ? Optional.of(answered[0].body()) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static String practiceOf(String id) {
        return id.substring(0, id.indexOf('-'));
    }

    @Override
    public void close() {
        List<Runnable> unusedTicks = clock.shutdownNow();
        clients.forEach(client -> client.thread().shutdownNow());
    }
}
