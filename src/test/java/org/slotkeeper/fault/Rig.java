package org.slotkeeper.fault;

import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.history.Doors;
import org.slotkeeper.history.InventoryContents;
import org.slotkeeper.history.LedgerContents;
import org.slotkeeper.standalone.PostgresAddress;
import org.slotkeeper.testing.RunOutput;
import org.slotkeeper.testing.RunOutput.Kind;
import org.slotkeeper.testing.TestIssuer;

/** Two gateways, two engines, a Redis and a Postgres, each a process of its own, and a link that can be broken between every two of them that talk. */
final class Rig implements AutoCloseable {

    /** Longer than holds last, and than confirms may be in flight. */
    static final Duration UNTIL_CLAIMS_END = Duration.ofSeconds(11);

    static final Duration HOLD_TIME = Duration.ofSeconds(2);
    /** After which a request is answered at the latest. */
    static final Duration DEADLINE = Duration.ofSeconds(2);

    private static final int PROCESSES = 2;
    private static final int STARTS_MAX = 3;

    private final Path directory;
    private final PlantedBugs bug;
    private final Duration deadline;
    private final SkewedClock clock = new SkewedClock();
    private final Disk disk;
    private final TestIssuer issuer;
    private final LedgerStore ledger;
    private final InventoryStore inventory;
    private final List<FaultProxy> toRedis = proxies("engine to Redis", PROCESSES);
    private final List<FaultProxy> toPostgres = proxies("engine to Postgres", PROCESSES);
    private final List<FaultProxy> toEngines = proxies("gateway to engine", PROCESSES * PROCESSES);
    private final List<FaultProxy> toGateways = proxies("client to gateway", PROCESSES);
    private final Child[] engines = new Child[PROCESSES];
    private final Child[] gateways = new Child[PROCESSES];
    private final Doors doors;
    private final EngineRecords records = new EngineRecords(engines);

    private Rig(Path directory, PlantedBugs bug, Duration deadline) {
        this.directory = directory;
        this.bug = bug;
        this.deadline = deadline;
        this.disk = Disk.in(directory.resolve("disk"));
        this.issuer = TestIssuer.start(clock);
        this.ledger = LedgerStore.start(disk.directory());
        this.inventory = InventoryStore.start(directory.resolve("inventory"));
        this.doors = doorsTo(toGateways.stream()
                .map(proxy -> URI.create("http://127.0.0.1:" + proxy.port()))
                .toList());
    }

    /** For patients who know other doors than those of the gateways. */
    Doors doorsTo(List<URI> addresses) {
        return new Doors(
                addresses,
                (patient, practice) -> issuer.patientToken(NhsNumber.parse(patient), new OdsCode(practice)),
                deadline.plusMillis(500));
    }

    static Rig start(Path directory, PlantedBugs bug) {
        return start(directory, bug, DEADLINE);
    }

    /** @param deadline of every request */
    static Rig start(Path directory, PlantedBugs bug, Duration deadline) {
        Rig rig = new Rig(directory, bug, deadline);
        try {
            rig.makeWhole();
            return rig;
        } catch (RuntimeException fault) {
            rig.close();
            throw fault;
        }
    }

    Doors doors() {
        return doors;
    }

    Disk disk() {
        return disk;
    }

    LedgerStore ledger() {
        return ledger;
    }

    InventoryStore inventory() {
        return inventory;
    }

    Child engine(int nth) {
        return engines[nth];
    }

    Child gateway(int nth) {
        return gateways[nth];
    }

    FaultProxy toRedis(int engine) {
        return toRedis.get(engine);
    }

    FaultProxy toPostgres(int engine) {
        return toPostgres.get(engine);
    }

    /** Every link between two processes that can be broken. */
    List<FaultProxy> links() {
        List<FaultProxy> all = new ArrayList<>(toRedis);
        all.addAll(toPostgres);
        all.addAll(toEngines);
        all.addAll(toGateways);
        return all;
    }

    SkewedClock clock() {
        return clock;
    }

    /** Time passes, for everybody the same. */
    void pass(Duration time) {
        clock.set(clock.millisOff() + time.toMillis());
        for (int nth = 0; nth < PROCESSES; nth++) {
            engines[nth].tellAndWait("clock " + clock.millisOff());
            gateways[nth].tellAndWait("clock " + clock.millisOff());
        }
    }

    String practiceToken(String practice) {
        return issuer.practiceToken(new OdsCode(practice));
    }

    /** Makes practices known. */
    void register(List<String> practices) {
        for (String practice : practices) {
            ledger.execute("INSERT INTO practice (practice, name, postcode, list_size, furthest_ahead_s, notice_s,"
                    + " cancel_notice_s, appointments_max, updated_at) VALUES ('" + practice + "', 'Practice "
                    + practice
                    + "', 'ZZ99 1AA', 10000, 5184000, 0, 0, 3, now()) ON CONFLICT DO NOTHING");
        }
    }

    LedgerContents ledgerContents(List<String> practices) {
        try (Connection connection = ledger.connect()) {
            return LedgerContents.of(connection, practices);
        } catch (SQLException cause) {
            throw new IllegalStateException(cause);
        }
    }

    InventoryContents inventoryContents(LedgerContents of) {
        return InventoryContents.of(inventory.address(), of.seats());
    }

    /** The database has the planted bug from now on. */
    void plant() {
        bug.sql().forEach(ledger::execute);
    }

    /** The database has it no more, where it cannot be published with it. */
    void pull() {
        bug.undoing().forEach(ledger::execute);
    }

    /** Ends every fault, and starts again what has died. */
    void makeWhole() {
        disk.free();
        ledger.goOn();
        inventory.goOn();
        links().forEach(FaultProxy::heal);
        for (int nth = 0; nth < PROCESSES; nth++) {
            calm(engines[nth]);
            calm(gateways[nth]);
        }
        if (!ledger.answers()) {
            ledger.startAgain();
        }
        if (!inventory.answers()) {
            inventory.startEmpty();
        }
        lead();
        startProcesses();
        lead();
    }

    private void calm(Child child) {
        if (child != null && child.isAlive()) {
            child.goOn();
            child.tell("disarm");
            child.tell("clock " + clock.millisOff());
        }
    }

    /** Where the processes are now. */
    void lead() {
        toRedis.forEach(proxy -> proxy.leadTo(inventory.address().port()));
        toPostgres.forEach(proxy -> proxy.leadTo(ledger.address().port()));
        for (int nth = 0; nth < PROCESSES; nth++) {
            if (engines[nth] != null && engines[nth].isReady()) {
                toEngines.get(nth).leadTo(engines[nth].port());
                toEngines.get(PROCESSES + nth).leadTo(engines[nth].port());
            }
            if (gateways[nth] != null && gateways[nth].isReady()) {
                toGateways.get(nth).leadTo(gateways[nth].port());
            }
        }
    }

    /** As a service manager does it: one that does not come up, because a store takes too long, is started again. */
    private void startProcesses() {
        for (int attempt = 0; attempt < STARTS_MAX; attempt++) {
            List<Child> started = startWhatIsMissing();
            if (started.stream()
                    .map(Child::awaitReady)
                    .filter(isReady -> !isReady)
                    .findAny()
                    .isEmpty()) {
                return;
            }
        }
        throw new IllegalStateException("a process does not come up: see the logs in " + directory);
    }

    private List<Child> startWhatIsMissing() {
        List<Child> started = new ArrayList<>();
        for (int nth = 0; nth < PROCESSES; nth++) {
            if (engines[nth] == null || !engines[nth].isAlive()) {
                records.keep(nth);
                engines[nth] = startEngine(nth);
                started.add(engines[nth]);
            }
            if (gateways[nth] == null || !gateways[nth].isAlive()) {
                gateways[nth] = startGateway(nth);
                started.add(gateways[nth]);
            }
        }
        return started;
    }

    private Child startEngine(int nth) {
        PostgresAddress database = ledger.address();
        List<String> flags = new ArrayList<>(commonFlags());
        flags.addAll(List.of(
                "postgres.host=127.0.0.1",
                "postgres.port=" + toPostgres.get(nth).port(),
                "postgres.database=" + database.database(),
                "postgres.user=" + database.user(),
                "postgres.password=" + database.password(),
                "redis.host=127.0.0.1",
                "redis.port=" + toRedis.get(nth).port(),
                "redis.timeout=PT0.5S"));
        return Child.start("engine", bug, clock.millisOff(), flags, log("engine", nth));
    }

    private Child startGateway(int nth) {
        List<String> flags = new ArrayList<>(commonFlags());
        flags.add("gateway.engines=http://127.0.0.1:"
                + toEngines.get(PROCESSES * nth).port() + ",http://127.0.0.1:"
                + toEngines.get(PROCESSES * nth + 1).port());
        return Child.start("gateway", PlantedBugs.NONE, clock.millisOff(), flags, log("gateway", nth));
    }

    private List<String> commonFlags() {
        List<String> flags = new ArrayList<>(List.of(
                "gateway.host=127.0.0.1",
                "gateway.port=0",
                "gateway.publicUrl=https://booking.test",
                "gateway.accessLog=false",
                "engine.port=0",
                "management.port=0",
                "booking.secret=a secret of these tests",
                "booking.holdTimeToLive=" + HOLD_TIME,
                "booking.confirmLease=PT10S",
                // Who is not answered asks again for as long as a busy machine takes to come up again: later than this
                // it would be a new request.
                "booking.requestMemory=PT60S",
                // As in service, at a pace that a round can wait for: a session whose engine died before the inventory
                // was told is
                // found by nobody else.
                "reconcile.roundTime=PT5S",
                "reconcile.pause=PT0.5S",
                "gateway.deadline=" + deadline));
        flags.addAll(issuer.flags());
        flags.addAll(RunOutput.flags());
        return flags;
    }

    private Path log(String role, int nth) {
        return directory.resolve(role + "-" + nth + ".log");
    }

    /** What the engines tell of themselves. */
    EngineRecords records() {
        return records;
    }

    private static List<FaultProxy> proxies(String name, int count) {
        List<FaultProxy> proxies = new ArrayList<>();
        for (int nth = 0; nth < count; nth++) {
            proxies.add(new FaultProxy(name + " " + nth));
        }
        return proxies;
    }

    @Override
    public void close() {
        for (int nth = 0; nth < PROCESSES; nth++) {
            if (gateways[nth] != null) {
                gateways[nth].close();
            }
            if (engines[nth] != null) {
                engines[nth].close();
            }
            RunOutput.keepFile(Kind.LOGS, log("gateway", nth));
            RunOutput.keepFile(Kind.LOGS, log("engine", nth));
        }
        links().forEach(FaultProxy::close);
        inventory.close();
        ledger.close();
        issuer.close();
        disk.close();
    }
}
