package org.slotkeeper.growth;

import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.slotkeeper.cost.Answer;
import org.slotkeeper.cost.Cast;
import org.slotkeeper.cost.Contestant;
import org.slotkeeper.cost.Issuer;
import org.slotkeeper.cost.Load;
import org.slotkeeper.cost.Load.Tally;
import org.slotkeeper.cost.Meter;
import org.slotkeeper.cost.Operation;
import org.slotkeeper.cost.Slotkeeper;
import org.slotkeeper.cost.SlotkeeperApi;
import org.slotkeeper.cost.Stores;
import org.slotkeeper.cost.Workload;
import org.slotkeeper.cost.Workload.Measured;
import org.slotkeeper.load.kit.Child;

/** One size of installation, made in bulk and running. */
final class Point implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int BOOKING_TURNS_MAX = 40;
    /** So that what is timed after Redis forgot is not the work of a JVM that has never searched. */
    private static final int SEARCHES_BEFORE = 3_000;

    private static final int TOUCHED = 50;
    /** A machine that is busy with other things sheds a search now and then. */
    private static final double MISSED_MAX = 0.02;

    private final Size size;
    private final Contestant contestant;
    private final Workload workload;
    private final Vertx vertx;
    private final int connections;
    private final Facts facts;

    /**
     * @param bytesASlot of Redis, with nothing but free slots and appointments in it
     * @param forgottenNanos when Redis forgot everything, by this process' clock
     * @param startSeconds from the start of the process until it says that it is ready, with an empty Redis
     * @param filledSeconds from the start of the process until Redis knows every practice
     * @param refilledSeconds from the moment Redis forgot everything until it knew every practice again
     * @param firstTouchMillis how long the first search of a practice after that took, in the middle of some practices
     */
    record Facts(
            long forgottenNanos,
            double bytesASlot,
            double startSeconds,
            double filledSeconds,
            double refilledSeconds,
            double firstTouchMillis) {}

    private Point(Size size, Contestant contestant, Workload workload, Vertx vertx, int connections, Facts facts) {
        this.size = size;
        this.contestant = contestant;
        this.workload = workload;
        this.vertx = vertx;
        this.connections = connections;
        this.facts = facts;
    }

    /**
     * What a point is made with.
     *
     * @param sharedBuffers of Postgres, in its own units
     * @param isChecked whether what was made in bulk is held against itself
     */
    record Setting(
            Path home,
            Path work,
            Issuer issuer,
            Vertx vertx,
            int connections,
            String heap,
            String sharedBuffers,
            boolean isChecked) {}

    /** Makes the ledger, starts Slotkeeper on it, and lets Redis forget everything once. */
    static Point make(Size size, Setting setting) {
        Cast cast = new Cast(size.practices(), size.patients());
        makeLedger(size, cast, setting);
        Stores stores = Stores.start(setting.work());
        try {
            Slotkeeper slotkeeper = new Slotkeeper(setting.home(), setting.work(), stores, setting.issuer());
            Slotkeeper.Ports ports = Slotkeeper.Ports.free();
            Slotkeeper.Started started = slotkeeper.start("all", ports, setting.heap());
            long ready = System.nanoTime();
            Child server = started.process();
            double startSeconds = started.seconds();
            awaitFilled(stores, size, server);
            double filledSeconds = startSeconds + since(ready);
            System.err.printf("%s: ready after %.1f s, filled after %.1f s%n", size, startSeconds, filledSeconds);
            SlotkeeperApi api = new SlotkeeperApi(cast, setting.issuer());
            URI gateway = URI.create("http://127.0.0.1:" + ports.gateway());
            search(setting.vertx(), gateway, api, SEARCHES_BEFORE);
            stores.emptyRedis();
            long forgotten = System.nanoTime();
            long empty = stores.redisBytes();
            double firstTouchMillis = search(setting.vertx(), gateway, api, Math.min(TOUCHED, size.practices()));
            awaitFilled(stores, size, server);
            double refilledSeconds = since(forgotten);
            Facts facts = new Facts(
                    forgotten,
                    (stores.redisBytes() - empty) / (double) size.slotsMade(),
                    startSeconds,
                    filledSeconds,
                    refilledSeconds,
                    firstTouchMillis);
            System.err.printf(
                    "%s: %.3f bytes a slot in Redis; refilled after %.1f s, first touch %.1f ms%n",
                    size, facts.bytesASlot(), refilledSeconds, firstTouchMillis);
            if (setting.isChecked()) {
                slotkeeper.reconcile();
                System.err.println(size + ": reconciled, no difference");
            }
            Map<String, Long> processes = new LinkedHashMap<>();
            processes.put("JVM", server.pid());
            processes.put("Postgres", stores.postgresPid());
            processes.put("Redis", stores.redisPid());
            Contestant contestant = new Contestant(
                    size.toString(),
                    cast,
                    api,
                    stores,
                    List.of(server),
                    List.of(new Contestant.Door(size.toString(), gateway, processes)));
            return new Point(
                    size, contestant, workload(size, cast, api), setting.vertx(), setting.connections(), facts);
        } catch (RuntimeException cause) {
            stores.close();
            throw cause;
        }
    }

    /** Postgres is started anew on it, with as much memory as its operator would give it. */
    private static void makeLedger(Size size, Cast cast, Setting setting) {
        Stores stores = Stores.start(setting.work());
        try {
            new Bulk(size, cast).make(stores);
            stores.giveBuffers(setting.sharedBuffers());
        } finally {
            stores.close();
        }
    }

    private static double since(long instant) {
        return (System.nanoTime() - instant) / 1e9;
    }

    /** Every practice has a header and a key for each of its days. */
    private static void awaitFilled(Stores stores, Size size, Child server) {
        long wanted = (long) size.practices() * (size.days() + 1);
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (stores.redisKeys() < wanted) {
            if (System.nanoTime() > until
                    || !ProcessHandle.of(server.pid())
                            .map(ProcessHandle::isAlive)
                            .orElse(false)) {
                throw new IllegalStateException(
                        "Redis has " + stores.redisKeys() + " keys of " + wanted + ": it was not filled");
            }
            Child.rest();
        }
    }

    /** Searches one after the other, each at the next practice; the median of the times in milliseconds. */
    private static double search(Vertx vertx, URI gateway, SlotkeeperApi api, int count) {
        try (Load load = new Load(vertx, gateway, 1)) {
            Tally tally = load.run(count, PATIENCE, (with, at) -> with.ask(api.search(at % api.patients(), Cast.day(0)))
                    .map(Answer::status));
            if (tally.missed(Operation.SEARCH) > MISSED_MAX) {
                throw new IllegalStateException("searches were answered " + tally.statuses());
            }
            return tally.latencyMillis(0.5);
        }
    }

    /** Of the ordinals that bulk appointments leave alone as many as there are patients for: those of a large installation would not fit into memory. */
    private static Workload workload(Size size, Cast cast, SlotkeeperApi api) {
        Workload workload = new Workload(cast, api);
        int slots = Math.min(Size.SLOTS_A_DAY - Size.ORDINALS_FOR_BULK, cast.patients() / cast.practices() + 1);
        for (int practice = 0; practice < cast.practices(); practice++) {
            for (int day = 0; day < Cast.DAYS; day++) {
                LocalDate date = Cast.day(day);
                String prefix = cast.practice(practice) + "-" + date.format(DateTimeFormatter.BASIC_ISO_DATE) + "-";
                workload.know(
                        practice,
                        day,
                        IntStream.range(Size.ORDINALS_FOR_BULK, Size.ORDINALS_FOR_BULK + slots)
                                .mapToObj(ordinal -> prefix + String.format("%03d", ordinal))
                                .toList());
            }
        }
        return workload;
    }

    Size size() {
        return size;
    }

    Facts facts() {
        return facts;
    }

    void warmUp(int bookings, Duration length) {
        System.err.println(size + ": warming up");
        try (Load load = load()) {
            workload.takeForGood(load);
            long until = System.nanoTime() + length.toNanos();
            while (System.nanoTime() < until) {
                work(load, bookings, Duration.ofSeconds(2), false);
            }
        }
        contestant.pause();
    }

    /** Each operation measured once, the points before and after it standing still. */
    Map<Operation, Measured> measure(int bookings, Duration longest) {
        contestant.resume();
        try (Load load = load()) {
            // After a checkpoint each page is written whole into the log when it is first touched: an installation pays
            // for that once in minutes.
            contestant.stores().checkpoint();
            work(load, bookings / 2, Duration.ofSeconds(1), false);
            return work(load, bookings, longest, true);
        } finally {
            contestant.pause();
        }
    }

    private Load load() {
        return new Load(vertx, contestant.doors().get(0).base(), connections);
    }

    private Map<Operation, Measured> work(Load load, int bookings, Duration longest, boolean isMeasured) {
        Workload.Probe probe = isMeasured
                ? new Meter(contestant.doors().get(0).processes())
                : work -> new Measured(work.get(), Map.of(), 0);
        Map<Operation, Measured> done = new LinkedHashMap<>();
        for (Operation operation : List.of(Operation.SEARCH, Operation.LOST_RACE)) {
            done.put(operation, workload.measure(load, operation, bookings, longest, probe));
        }
        List<Measured> turns = new ArrayList<>();
        List<Measured> cancelled = new ArrayList<>();
        int booked = 0;
        // A small installation has fewer slots than are to be booked: they are given back and booked again.
        while (booked < bookings && turns.size() < BOOKING_TURNS_MAX) {
            Measured turn = workload.measure(load, Operation.BOOK, bookings - booked, longest, probe);
            turns.add(turn);
            booked += turn.tally().count();
            cancelled.add(workload.measure(load, Operation.CANCEL, turn.tally().count(), longest, probe));
            workload.giveBack(load);
        }
        done.put(Operation.BOOK, Turns.together(turns));
        done.put(Operation.CANCEL, Turns.together(cancelled));
        return done;
    }

    @Override
    public void close() {
        contestant.close();
    }
}
