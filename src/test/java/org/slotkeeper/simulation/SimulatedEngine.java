package org.slotkeeper.simulation;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slotkeeper.booking.BookingOffice;
import org.slotkeeper.booking.BookingPorts;
import org.slotkeeper.booking.Requests;
import org.slotkeeper.booking.spi.AppointmentLedger;
import org.slotkeeper.booking.spi.PracticeBooks;
import org.slotkeeper.booking.spi.SeatDesk;
import org.slotkeeper.booking.spi.SlotInventory;
import org.slotkeeper.booking.spi.TimeLimit;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.platform.Turns;
import org.slotkeeper.publishing.BookEditor;
import org.slotkeeper.publishing.spi.InventoryDesk;
import org.slotkeeper.publishing.spi.SeatInventory;
import org.slotkeeper.publishing.spi.SessionLedger;
import org.slotkeeper.reconcile.FreeSeats;
import org.slotkeeper.reconcile.RefillPractice;
import org.slotkeeper.reconcile.SettleLeases;
import org.slotkeeper.reconcile.WarmPractices;
import org.slotkeeper.reconcile.spi.InventoryRefill;
import org.slotkeeper.reconcile.spi.LedgerTruth;
import org.slotkeeper.reconcile.spi.SeatLeases;

/** One engine: the production's use cases and upkeep, wired as the production wires them, but over simulated stores. When it is started again, everything it had in memory is new. */
final class SimulatedEngine {

    private static final Requests REQUESTS = new Requests("a secret for tests only".getBytes(StandardCharsets.UTF_8));
    private static final long REDIS_TIMEOUT = 250 * Agenda.MILLISECOND;
    private static final long POSTGRES_TIMEOUT = Agenda.SECOND;

    private final World world;
    private final Stores stores;
    private final Plant plant;
    private final EngineProcess process;
    private final Wire toRedis;
    private final Wire toPostgres;
    private Lane lane;
    private BookingOffice office;
    private Publisher.Desk publishing;
    private RefillPractice warmer;
    private int fillings;

    /** What all engines share. */
    record Stores(Surgery surgery, RedisSite redis, PostgresSite postgres, Auditor auditor) {}

    SimulatedEngine(World world, Stores stores, Plant plant, int number) {
        this.world = world;
        this.stores = stores;
        this.plant = plant;
        this.process = new EngineProcess(world, number);
        this.toRedis = new Wire(world, process, REDIS_TIMEOUT);
        this.toPostgres = new Wire(world, process, POSTGRES_TIMEOUT);
        this.lane = new Lane(stores.redis(), toRedis, () -> {});
        start();
    }

    EngineProcess process() {
        return process;
    }

    BookingOffice office() {
        return office;
    }

    Publisher.Desk publishing() {
        return publishing;
    }

    Wire toRedis() {
        return toRedis;
    }

    Wire toPostgres() {
        return toPostgres;
    }

    Lane lane() {
        return lane;
    }

    /** Asks for the inventory, so that it is filled if it is cold. */
    void touch() {
        warmer.warm(Surgery.PRACTICE).onFailure(away -> {});
    }

    /** Starts the engine, as after a crash: nothing is left but what the stores keep. */
    void start() {
        process.rise();
        LedgerTruth truth = new TruthPort(toPostgres, stores.postgres());
        Warming warming = new Warming();
        lane = new Lane(stores.redis(), toRedis, warming);
        InventoryRefill refill = plant.inFrontOf(InventoryRefill.class, new RefillPort(world, lane));
        warmer = new RefillPractice(
                truth,
                refill,
                world.options().requestMemory(),
                () -> "fill " + process.number() + '.' + ++fillings,
                process.clock());
        ColdCalls calls = new ColdCalls(world, lane, warmer);
        SlotInventory inventory =
                plant.inFrontOf(SlotInventory.class, new InventoryPort(lane, calls, stores.auditor()));
        AppointmentLedger ledger =
                plant.inFrontOf(AppointmentLedger.class, new LedgerPort(world, process, toPostgres, stores.postgres()));
        SeatLeases leases = plant.inFrontOf(SeatLeases.class, new LeasesPort(world, lane));
        SettleLeases settling = new SettleLeases(leases, plant.inFrontOf(LedgerTruth.class, truth), process.clock());
        TimeLimit timeLimit = new VirtualTimeLimit();
        FreeSeats desk = new FreeSeats(
                leases,
                settling,
                warmer,
                new FreeSeats.Means(
                        process.clock(),
                        world.options().booking().confirmLease(),
                        timeLimit,
                        time -> rest(TimeUnit.NANOSECONDS.toMicros(time.toNanos())),
                        count -> {}));
        office = officeOf(inventory, ledger, desk, timeLimit);
        publishing = deskOf(new EditsPort(calls), desk);
        WarmPractices warming2 = new WarmPractices(truth, refill, warmer, process.clock());
        warming.practices = Optional.of(warming2);
        repeat(world.options().jobEvery(), () -> settling.settleEnded(List.of(Surgery.PRACTICE)));
    }

    private Publisher.Desk deskOf(EditsPort edits, InventoryDesk desk) {
        SeatInventory inventory = plant.inFrontOf(SeatInventory.class, edits);
        SessionLedger sessions = new SessionsPort(toPostgres, stores.postgres());
        BookEditor editor = new BookEditor(
                sessions,
                inventory,
                desk,
                new BookEditor.Line(new Turns<>(10), process.clock()),
                new BookEditor.Blocking(
                        this::blockKey, world.options().booking().confirmLease()));
        return Publisher.Desk.of(editor, inventory);
    }

    private String blockKey() {
        UUID words = world.dice().uuid();
        return AppointmentId.key(words.getMostSignificantBits(), words.getLeastSignificantBits());
    }

    private Future<Void> rest(long time) {
        Promise<Void> rested = Promise.promise();
        process.in(time, rested::complete);
        return rested.future();
    }

    /** What looking for drift would do where it has found some. */
    void repair() {
        warmer.repair(Surgery.PRACTICE).onFailure(away -> {});
    }

    private BookingOffice officeOf(
            SlotInventory inventory, AppointmentLedger ledger, SeatDesk desk, TimeLimit timeLimit) {
        return new BookingOffice(
                new BookingPorts(
                        plant.inFrontOf(PracticeBooks.class, new KnownBooks(world, toPostgres, stores.postgres())),
                        inventory,
                        ledger,
                        desk,
                        () -> world.met(Sometimes.REFUSED_BY_LEDGER),
                        timeLimit),
                REQUESTS,
                world.options().booking(),
                plant.inFrontOf(Clock.class, process.clock()));
    }

    private void repeat(long every, Supplier<Future<?>> job) {
        again(world.dice().between(1, every), every, job);
    }

    private void again(long delay, long every, Supplier<Future<?>> job) {
        process.in(delay, () -> job.get().onComplete(ended -> again(every, every, job)));
    }

    private final class VirtualTimeLimit implements TimeLimit {
        @Override
        public <T> Future<T> within(Duration time, Future<T> work) {
            Promise<T> first = Promise.promise();
            process.in(TimeUnit.NANOSECONDS.toMicros(time.toNanos()), () -> first.tryFail("nothing within " + time));
            var unused = work.onComplete(ended -> {
                boolean unusedFlag =
                        ended.succeeded() ? first.tryComplete(ended.result()) : first.tryFail(ended.cause());
            });
            return first.future();
        }
    }

    /** A new life of the inventory is filled at once. */
    private final class Warming implements Runnable {
        private Optional<WarmPractices> practices = Optional.empty();

        @Override
        public void run() {
            practices.ifPresent(all -> process.in(1, () -> all.warmAll().onFailure(away -> {})));
        }
    }
}
