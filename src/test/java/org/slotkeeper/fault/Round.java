package org.slotkeeper.fault;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.history.Auditor;
import org.slotkeeper.history.Convergence;
import org.slotkeeper.history.History;
import org.slotkeeper.history.InventoryContents;
import org.slotkeeper.history.LedgerContents;
import org.slotkeeper.history.LeftBehind;
import org.slotkeeper.history.Patient;
import org.slotkeeper.history.Told;
import org.slotkeeper.history.Violation;
import org.slotkeeper.history.Violation.Promise;
import org.slotkeeper.testing.Deadline;
import org.slotkeeper.testing.MachineClock;
import org.slotkeeper.testing.Patience;

/** Patients ask for what is scarce while things break; then all is made whole, every wish is sent until its end is known, and an auditor looks. */
final class Round {

    private static final int PATIENTS = 20;
    private static final int LOAD_MILLIS = 2_000;
    private static final int SLOTS = 6;
    private static final int CLINIC_PLACES = 3;
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final Rig rig;
    private final long seed;
    private final List<String> practices;
    private final LocalDate day;
    private final List<Fault> faults;
    private final Random random;

    /** @param faults what is to happen; everything else follows from the seed */
    Round(Rig rig, long seed, List<String> practices, LocalDate day, List<Fault> faults) {
        this.rig = rig;
        this.seed = seed;
        this.practices = practices;
        this.day = day;
        this.faults = List.copyOf(faults);
        this.random = new Random(seed);
    }

    /** Between one and three, the first of the kind whose turn it is; at any of these points, or any at all if none are named. */
    static List<Fault> faultsOf(long seed, List<FaultKind> kinds, List<Point> points) {
        Random random = new Random(~seed);
        List<Fault> faults = new ArrayList<>();
        faults.add(Fault.draw(kinds.get((int) Math.floorMod(seed, (long) kinds.size())), points, LOAD_MILLIS, random));
        int more = random.nextInt(3);
        for (int nth = 0; nth < more; nth++) {
            faults.add(Fault.draw(kinds.get(random.nextInt(kinds.size())), points, LOAD_MILLIS, random));
        }
        return faults;
    }

    RoundReport run(Path directory) throws IOException {
        Instant began = MachineClock.now();
        Patient.Offer offer = publish();
        try (History history = new History(directory.resolve("history-" + seed + ".ndjson"))) {
            rig.plant();
            load(offer, history);
            rig.makeWhole();
            long whole = System.nanoTime();
            publishWhatWasNot();
            settle(history);
            long answered = System.nanoTime();
            rig.pass(Rig.UNTIL_CLAIMS_END);
            Patrol patrol = Patrol.of(rig);
            List<Violation> violations = new ArrayList<>(converge(history, patrol));
            long converged = System.nanoTime();
            boolean areHoldsKept = faults.stream().noneMatch(Fault::losesMemory);
            violations.addAll(Auditor.judge(history.sendings(), rig.ledgerContents(practices), areHoldsKept));
            if (violations.isEmpty()) {
                rig.pull();
            }
            return RoundReport.of(
                    seed,
                    faults,
                    history.sendings(),
                    violations,
                    new RoundReport.Times(
                            Duration.between(began, MachineClock.now()).toMillis(),
                            (answered - whole) / 1_000_000,
                            (converged - answered) / 1_000_000,
                            patrol.rounds()));
        }
    }

    private Patient.Offer publish() {
        Map<String, List<String>> slots = new HashMap<>();
        Map<String, List<String>> clinics = new HashMap<>();
        for (String practice : practices) {
            slots.put(practice, published(practice, "morning", session(8, SLOTS, 1)));
            clinics.put(practice, published(practice, "clinic", session(11, 2, CLINIC_PLACES)));
        }
        becomeKnown();
        return new Patient.Offer(slots, clinics, day.toString(), day.plusDays(1).toString());
    }

    /** Every engine hears of the new day before anything breaks, as it does on a day when patients are awake. */
    private void becomeKnown() {
        Deadline deadline = Deadline.in(Patience.LONG);
        while (!searchDifferences().isEmpty()) {
            deadline.pause("the new day to be shown by all");
        }
    }

    private JsonObject session(int hour, int count, int capacity) {
        int end = hour * 60 + 10 * count;
        return new JsonObject()
                .put("date", day.toString())
                .put("start", String.format("%02d:00", hour))
                .put("end", String.format("%02d:%02d", end / 60, end % 60))
                .put("slotMinutes", 10)
                .put("capacity", capacity)
                .put("clinician", "Dr A. Example")
                .put("role", "General Medical Practitioner")
                .put("channel", "In-person")
                .put("type", "General Consultation Acute")
                .put("location", "Main surgery");
    }

    /** Publishes until it is published. */
    private List<String> published(String practice, String name, JsonObject session) {
        Deadline deadline = Deadline.in(Patience.LONG);
        for (int gateway = 0; ; gateway++) {
            try {
                return publish(practice, name, session, gateway);
            } catch (IOException notYet) {
                deadline.pause("a session to be published: " + notYet.getMessage());
            }
        }
    }

    private List<String> publish(String practice, String name, JsonObject session, int gateway) throws IOException {
        return rig.doors().publish(rig.practiceToken(practice), practice, name + '-' + day, session, gateway);
    }

    private void load(Patient.Offer offer, History history) {
        AtomicBoolean isOver = new AtomicBoolean();
        ExecutorService threads = Executors.newCachedThreadPool();
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int nth = 0; nth < PATIENTS; nth++) {
            Patient patient = new Patient(
                    NhsNumber.ofDemonstration(NUMBERS.incrementAndGet()),
                    offer,
                    history,
                    rig.doors(),
                    new Random(random.nextLong()),
                    isOver::get);
            all.add(CompletableFuture.runAsync(patient, threads));
        }
        disturb(threads);
        isOver.set(true);
        all.forEach(CompletableFuture::join);
        threads.shutdown();
    }

    /** As long as the faults last, and some time in any case. */
    private void disturb(ExecutorService threads) {
        Disturbance disturbance = new Disturbance(rig, this::publishMeanwhile);
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (Fault fault : faults) {
            all.add(CompletableFuture.runAsync(
                    () -> {
                        Deadline.rest(fault.atMillis());
                        disturbance.happen(fault);
                    },
                    threads));
        }
        Deadline.rest(LOAD_MILLIS);
        all.forEach(CompletableFuture::join);
    }

    /** Something new, and what is left of a clinic that patients want is taken away. It may fail now: once all is whole it is published again, and to do it twice changes nothing. */
    private void publishMeanwhile() {
        for (int gateway = 0; gateway < 2; gateway++) {
            try {
                String practice = practices.get(0);
                List<String> unused = publish(practice, "afternoon", session(14, SLOTS, 1), gateway);
                rig.doors().withdraw(rig.practiceToken(practice), practice, "clinic-" + day, gateway);
            } catch (IOException away) {
                Deadline.rest(1);
            }
        }
    }

    private void publishWhatWasNot() {
        if (faults.stream().anyMatch(fault -> fault.kind() == FaultKind.PUBLISHING_MEANWHILE)) {
            List<String> unused = published(practices.get(0), "afternoon", session(14, SLOTS, 1));
            withdrawUnseen(practices.get(0));
        }
    }

    /** A session that no patient knows of: all its seats are free to be taken away. */
    private void withdrawUnseen(String practice) {
        List<String> unused = published(practice, "evening", session(18, SLOTS, 1));
        Deadline deadline = Deadline.in(Patience.LONG);
        for (int gateway = 0; ; gateway++) {
            try {
                rig.doors().withdraw(rig.practiceToken(practice), practice, "evening-" + day, gateway);
                return;
            } catch (IOException notYet) {
                deadline.pause("a session to be withdrawn: " + notYet.getMessage());
            }
        }
    }

    /** As a client does it: with the same id until the answer settles it. */
    private void settle(History history) {
        Deadline deadline = Deadline.in(Patience.LONG);
        for (int gateway = 0; !history.open().isEmpty() && !deadline.isOver(); gateway++) {
            int through = gateway;
            List<CompletableFuture<Told>> sent = history.open().stream()
                    .map(wish -> CompletableFuture.supplyAsync(() -> history.send(
                            wish, () -> rig.doors().send(wish, through).told())))
                    .toList();
            sent.forEach(CompletableFuture::join);
            Deadline.rest(100);
        }
    }

    /** Until the stores agree; a search that is not answered yet is waited for, a seat no longer than it may take. */
    private List<Violation> converge(History history, Patrol patrol) {
        Deadline deadline = Deadline.in(Patience.LONG);
        while (true) {
            boolean isTimeUp = patrol.hasGoneRound();
            List<Violation> left = differences(history);
            boolean areSeatsLeft = left.stream().anyMatch(one -> one.promise() != Promise.L1_SEARCH_DIFFERS);
            if (left.isEmpty() || deadline.isOver() || (isTimeUp && areSeatsLeft)) {
                return left;
            }
            Deadline.rest(100);
        }
    }

    private List<Violation> differences(History history) {
        List<Violation> found = new ArrayList<>(searchDifferences());
        LedgerContents ledger = rig.ledgerContents(practices);
        InventoryContents inventory = rig.inventoryContents(ledger);
        found.addAll(Convergence.differences(ledger, inventory, rig.clock().millis()));
        found.addAll(LeftBehind.of(ledger, inventory, history.sendings()));
        return found;
    }

    /** A search looks at the practice's expired holds, and has a cold practice filled. */
    private List<Violation> searchDifferences() {
        List<Violation> found = new ArrayList<>();
        for (String practice : practices) {
            for (int gateway = 0; gateway < 2; gateway++) {
                try {
                    Set<String> shown = rig.doors()
                            .search(
                                    "9000000009",
                                    practice,
                                    day.toString(),
                                    day.plusDays(1).toString(),
                                    gateway);
                    LedgerContents ledger = rig.ledgerContents(practices);
                    InventoryContents inventory = rig.inventoryContents(ledger);
                    Set<String> free = Convergence.freeSlots(
                            ledger,
                            inventory,
                            practice,
                            day.toString().replace("-", ""),
                            rig.clock().millis());
                    if (!shown.equals(free)) {
                        found.add(new Violation(Promise.L1_SEARCH_DIFFERS, "shown " + shown + ", free " + free));
                    }
                } catch (IOException notYet) {
                    found.add(new Violation(Promise.L1_SEARCH_DIFFERS, practice + ": " + notYet.getMessage()));
                }
            }
        }
        return found;
    }

    static LocalDate firstDay() {
        return MachineClock.today().plusDays(3);
    }
}
