package org.slotkeeper.assembly;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slotkeeper.api.Engine;
import org.slotkeeper.api.fhir.CursorSeal;
import org.slotkeeper.api.fhir.FhirSettings;
import org.slotkeeper.booking.BookingSettings;
import org.slotkeeper.booking.Requests;
import org.slotkeeper.config.SlotkeeperConfig;
import org.slotkeeper.config.SlotkeeperConfig.BookingSection;
import org.slotkeeper.demo.DemoProfile;
import org.slotkeeper.demo.DemoSessions;
import org.slotkeeper.demo.PublishDemo;
import org.slotkeeper.domain.schedule.BookingWindow;
import org.slotkeeper.domain.schedule.London;
import org.slotkeeper.domain.schedule.Practice.PracticeRules;
import org.slotkeeper.platform.Blocking;
import org.slotkeeper.platform.CannotRun;
import org.slotkeeper.platform.Tries;
import org.slotkeeper.platform.Turns;
import org.slotkeeper.platform.Version;
import org.slotkeeper.postgres.connection.ClusterLock;
import org.slotkeeper.postgres.connection.ConnectionRoom;
import org.slotkeeper.postgres.connection.ConnectionSettings;
import org.slotkeeper.postgres.connection.PostgresConnections;
import org.slotkeeper.postgres.connection.PostgresCoordinates;
import org.slotkeeper.postgres.connection.PostgresPool;
import org.slotkeeper.postgres.connection.PostgresPrimary;
import org.slotkeeper.postgres.connection.SelfCheck;
import org.slotkeeper.postgres.ledger.Appointments;
import org.slotkeeper.postgres.ledger.WriteLane;
import org.slotkeeper.postgres.reconcile.PostgresLedgerSight;
import org.slotkeeper.postgres.reconcile.PostgresLedgerTruth;
import org.slotkeeper.postgres.relay.PostgresChangeLog;
import org.slotkeeper.postgres.schedule.PostgresPracticeBooks;
import org.slotkeeper.postgres.schedule.PostgresSessionLedger;
import org.slotkeeper.postgres.schedule.PostgresSlotArchive;
import org.slotkeeper.postgres.schema.Migrations;
import org.slotkeeper.postgres.schema.Partitions;
import org.slotkeeper.postgres.statistics.PostgresAppointmentCounts;
import org.slotkeeper.publishing.RegisterPractices;
import org.slotkeeper.redis.connection.RedisConnections;
import org.slotkeeper.redis.inventory.InventorySettings;
import org.slotkeeper.relay.Relay;
import org.slotkeeper.statistics.CountAppointments;
import org.slotkeeper.telemetry.HealthCheck;
import org.slotkeeper.telemetry.Meters;

/** The booking engine of one process: its stores, and one engine for each event loop over them. */
public final class ProcessEngine {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** A practice's system that sends all its sessions at once has some hundred. */
    private static final int CHANGES_OF_A_BOOK_WAITING_MAX = 500;

    private static final int POOL_CONNECTIONS = 8;
    private static final int PARTITION_DAYS_AHEAD = 60;
    private static final int PRACTICES_AT_ONCE = 6;
    /**
     * Some five hundred changes a second: to read one costs Postgres as much as to book, and the
     * rush is not the time to count.
     */
    private static final int RELAY_PASSAGES_MAX = 1;

    private static final Duration LISTENERS_HEAR_WITHIN = Duration.ofSeconds(30);

    /**
     * A rendered slot takes about half a kilobyte; this is room for those of a few thousand
     * practices' busiest days.
     */
    private static final long SLOT_TEXT_HEAP_SHARE = 8;
    /**
     * The books of England's 60 days, four million runs of slots, take 260 to 580 MB: whoever keeps
     * less reads a practice anew for many a request.
     */
    private static final long BOOKS_HEAP_SHARE = 2;

    private final Vertx vertx;
    private final RedisConnections redis;
    private final PostgresPool pool;
    private final WriteLane lane;
    private final Appointments appointments;
    private final PostgresLedgerTruth truth;
    private final RegisterPractices registerPractices;
    private final boolean takesWrites;
    private final AtomicBoolean inventoryForgot;
    private final EnginePerLoop loops;

    private record Stores(
            RedisConnections redis,
            PostgresPool pool,
            WriteLane lane,
            Appointments appointments,
            PostgresLedgerTruth truth) {}

    private ProcessEngine(
            Vertx vertx,
            Stores stores,
            RegisterPractices registerPractices,
            boolean takesWrites,
            AtomicBoolean inventoryForgot,
            EnginePerLoop loops) {
        this.vertx = vertx;
        this.redis = stores.redis();
        this.pool = stores.pool();
        this.lane = stores.lane();
        this.appointments = stores.appointments();
        this.truth = stores.truth();
        this.registerPractices = registerPractices;
        this.takesWrites = takesWrites;
        this.inventoryForgot = inventoryForgot;
        this.loops = loops;
    }

    /** Brings the ledger's tables up to date, checks what it promises, and makes ready. Blocks. */
    public static ProcessEngine open(EngineEnvironment environment, SlotkeeperConfig config, ServedOperations served) {
        Vertx vertx = environment.vertx();
        PostgresPrimary primary = new PostgresPrimary(StoreSettings.postgres(config));
        var unusedVersion = migrate(config);
        EngineParts.Postgres postgres =
                new EngineParts.Postgres(primary, ConnectionSettings.DEFAULT, environment.meters());
        PostgresPool pool = new PostgresPool(vertx, primary, POOL_CONNECTIONS, environment.meters());
        int engines = config.stores().redis().engines();
        StoreRoom.require(room(vertx, postgres), vertx, POOL_CONNECTIONS, engines);
        SelfCheck.Findings findings = prepare(vertx, postgres, pool, environment.clock());
        PostgresPracticeBooks books = new PostgresPracticeBooks(
                pool, environment.seams().bookBytesMax(heap() / BOOKS_HEAP_SHARE), environment.clock());
        Appointments appointments = new Appointments(books);
        WriteLane lane = writeLane(environment, postgres, appointments, findings);
        PostgresLedgerTruth truth = new PostgresLedgerTruth(pool);
        RedisConnections redis = new RedisConnections(vertx, StoreSettings.redis(config), environment.meters());
        StoreRoom.require(redis, engines);
        environment.meters().watch(Meters.Level.REDIS_UNANSWERED, redis::unanswered);
        PostgresSessionLedger sessions = new PostgresSessionLedger(pool);
        PostgresAppointmentCounts counts = new PostgresAppointmentCounts(pool, environment.clock());
        AtomicBoolean inventoryForgot = new AtomicBoolean();
        redis.onNewLife(() -> inventoryForgot.set(true));
        BookingSection booking = config.booking();
        byte[] secret = booking.secret().bytes();
        EngineParts parts = new EngineParts(
                new EngineParts.Ledger(postgres, lane, appointments, truth, new PostgresLedgerSight(pool), counts),
                new EngineParts.Inventory(
                        redis,
                        new InventorySettings(secret, booking.requestMemory(), booking.refusalMemory()),
                        inventoryForgot),
                new EngineParts.Books(
                        books, new PostgresSlotArchive(pool), sessions, new Turns<>(CHANGES_OF_A_BOOK_WAITING_MAX)),
                new EngineParts.Booking(new Requests(secret), bookingSettings(booking)),
                api(config, served),
                config.reconcile(),
                environment);
        RegisterPractices registerPractices = new RegisterPractices(sessions, rules(config), LoopEngine.tries(vertx));
        return new ProcessEngine(
                vertx,
                new Stores(redis, pool, lane, appointments, truth),
                registerPractices,
                findings.whyNoWrites().isEmpty(),
                inventoryForgot,
                new EnginePerLoop(() -> new LoopEngine(vertx, parts)));
    }

    private static EngineParts.Api api(SlotkeeperConfig config, ServedOperations served) {
        FhirSettings fhir =
                new FhirSettings(publicBase(config), Version.text(), Math.max(1L << 20, heap() / SLOT_TEXT_HEAP_SHARE));
        CursorSeal seal = new CursorSeal(config.booking().secret().bytes());
        return new EngineParts.Api(served, new PublicFaces(fhir), seal);
    }

    /** One for each listener. */
    List<Relay> relays(Clock clock) {
        CountAppointments counting = new CountAppointments(new PostgresAppointmentCounts(pool, clock));
        return List.of(new Relay(
                new PostgresChangeLog(pool, appointments, clock),
                counting,
                clock,
                RELAY_PASSAGES_MAX,
                LISTENERS_HEAR_WITHIN));
    }

    Engine engine() {
        return loops;
    }

    /** The engine of the event loop that asks. */
    public LoopEngine mine() {
        return loops.mine();
    }

    PostgresLedgerTruth truth() {
        return truth;
    }

    /** Whether, since this was last asked, a practice was met that the inventory had forgotten. */
    boolean hasInventoryForgotten() {
        return inventoryForgot.getAndSet(false);
    }

    ClusterLock clusterLock() {
        return pool.clusterLock();
    }

    /** Makes room in the ledger for the days that patients may soon ask for. */
    Future<Void> makePartitions(LocalDate today) {
        return makePartitions(new Partitions(pool), today);
    }

    private static Future<Void> makePartitions(Partitions partitions, LocalDate today) {
        return partitions.make(today.minusDays(8), today.plusDays(PARTITION_DAYS_AHEAD));
    }

    public RegisterPractices registerPractices() {
        return registerPractices;
    }

    public List<HealthCheck> healthChecks() {
        return List.of(
                HealthCheck.shared(
                        "redis", () -> redis.ping().transform(ended -> Future.succeededFuture(ended.succeeded()))),
                HealthCheck.shared("postgres", () -> Future.join(pool.ping(), lane.ping())
                        .transform(ended -> Future.succeededFuture(ended.succeeded()))),
                // Found out by this process when it started: others may have started when all was
                // well.
                HealthCheck.own("ledger-takes-writes", () -> Future.succeededFuture(takesWrites)));
    }

    /** Publishes the invented sessions of a demonstration; to be run on an event loop. */
    public PublishDemo publishDemo(long seed, Chance chance) {
        DemoSessions sessions = new DemoSessions(DemoProfile.ofEngland(), seed);
        PublishDemo.Means means = new PublishDemo.Means(registerPractices, mine().publishMany(), tries());
        return new PublishDemo(means, sessions, chance::requestId, PRACTICES_AT_ONCE);
    }

    /** Runs work on an event loop and waits for it. */
    public <T> T onLoop(Supplier<Future<T>> work, Duration patience, String what) {
        Promise<T> done = Promise.promise();
        vertx.runOnContext(begun -> work.get().onComplete(done));
        return Blocking.await(done.future(), patience, what);
    }

    /** How many bytes the inventory takes. */
    public Future<Long> inventoryBytes() {
        return redis.memoryBytes();
    }

    Future<Void> close() {
        return Future.join(loops.close(), lane.close(), redis.close(), pool.close())
                .mapEmpty();
    }

    /** Blocks. Answers the version the tables are at. */
    public static String migrate(SlotkeeperConfig config) {
        PostgresCoordinates postgres = StoreSettings.postgres(config);
        try {
            return Migrations.migrate(postgres);
        } catch (RuntimeException cause) {
            throw new CannotRun(
                    "the tables of " + postgres + " cannot be brought up to date: "
                            + String.valueOf(cause.getMessage()).replaceAll("\\s+", " "),
                    cause);
        }
    }

    private static SelfCheck.Findings prepare(
            Vertx vertx, EngineParts.Postgres postgres, PostgresPool pool, Clock clock) {
        Promise<SelfCheck.Findings> checked = Promise.promise();
        vertx.runOnContext(begun -> {
            PostgresConnections connections = postgres.connect(vertx);
            LocalDate today = London.dayOf(clock.instant());
            LoopEngine.tries(vertx)
                    .of(() -> makePartitions(new Partitions(pool), today)
                            .compose(made -> PostgresChangeLog.goOn(pool))
                            .compose(goesOn -> SelfCheck.run(connections)))
                    .onComplete(findings -> connections.close().onComplete(closed -> checked.handle(findings)));
        });
        return Blocking.await(checked.future(), PATIENCE, "checking the ledger");
    }

    private static ConnectionRoom room(Vertx vertx, EngineParts.Postgres postgres) {
        Promise<ConnectionRoom> asked = Promise.promise();
        vertx.runOnContext(begun -> {
            PostgresConnections connections = postgres.connect(vertx);
            LoopEngine.tries(vertx)
                    .of(() -> ConnectionRoom.ask(connections))
                    .onComplete(room -> connections.close().onComplete(closed -> asked.handle(room)));
        });
        return Blocking.await(asked.future(), PATIENCE, "asking Postgres for its limits");
    }

    private static WriteLane writeLane(
            EngineEnvironment environment,
            EngineParts.Postgres postgres,
            Appointments appointments,
            SelfCheck.Findings findings) {
        Vertx vertx = environment.vertx();
        Promise<WriteLane> made = Promise.promise();
        vertx.runOnContext(begun -> made.complete(new WriteLane(
                vertx, postgres.connect(vertx), appointments, findings, environment.clock(), environment.meters())));
        return Blocking.await(made.future(), PATIENCE, "making the ledger's lane");
    }

    /** For the work of a command, for which no caller waits. */
    public Tries tries() {
        return LoopEngine.tries(vertx);
    }

    static BookingSettings bookingSettings(BookingSection booking) {
        return new BookingSettings(booking.holdTimeToLive(), booking.confirmLease(), booking.slotsPerAppointmentMax());
    }

    private static PracticeRules rules(SlotkeeperConfig config) {
        SlotkeeperConfig.PracticeSection practice = config.practice();
        return new PracticeRules(
                true,
                new BookingWindow(practice.bookableAhead(), practice.notice()),
                practice.cancelNotice(),
                practice.appointmentsPerPatientMax());
    }

    private static String publicBase(SlotkeeperConfig config) {
        String asked = config.doors().gateway().publicUrl();
        return asked.isEmpty()
                ? "http://127.0.0.1:" + config.doors().gateway().listener().port()
                : asked;
    }

    private static long heap() {
        return Runtime.getRuntime().maxMemory();
    }
}
