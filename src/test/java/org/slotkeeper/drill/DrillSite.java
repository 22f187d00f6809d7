package org.slotkeeper.drill;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.fault.SetUp;
import org.slotkeeper.history.Doors;
import org.slotkeeper.history.InventoryContents;
import org.slotkeeper.history.LedgerContents;
import org.slotkeeper.standalone.EmbeddedRedis;
import org.slotkeeper.standalone.OwnPostgres;
import org.slotkeeper.standalone.PostgresAddress;
import org.slotkeeper.standalone.PostgresArchive;
import org.slotkeeper.testing.ChildProcess;
import org.slotkeeper.testing.Deadline;
import org.slotkeeper.testing.MachineClock;
import org.slotkeeper.testing.Patience;
import org.slotkeeper.testing.RedisTalk;
import org.slotkeeper.testing.Stores;
import org.slotkeeper.testing.TestIssuer;

/** A Postgres that ships its log, a Redis, and one process of Slotkeeper that may be stopped and started, always at the same door. */
final class DrillSite implements AutoCloseable {

    private static final int SLOTS_A_DAY = 60;
    /** What {@code slotkeeper reconcile --help} says of the exit code 1. */
    private static final int STORE_NOT_ASKED = 1;

    private static final Duration CLIENT_PATIENCE = Duration.ofSeconds(4);

    private final Path directory;
    private final OwnPostgres ledger;
    private final PostgresArchive archive;
    private final EmbeddedRedis inventory;
    private final TestIssuer issuer = TestIssuer.start(MachineClock.utc());
    private final int port = ChildProcess.freePort();
    private final Doors doors = new Doors(
            List.of(URI.create("http://127.0.0.1:" + port)),
            (patient, practice) -> issuer.patientToken(NhsNumber.parse(patient), new OdsCode(practice)),
            CLIENT_PATIENCE);
    private final List<String> practices;
    private Optional<ChildProcess> engine = Optional.empty();

    private DrillSite(Path directory, Order order) {
        this.directory = directory;
        this.ledger = OwnPostgres.primary(directory.resolve("ledger"));
        this.archive = PostgresArchive.of(ledger, directory.resolve("archive"), order.shippedAfter());
        this.inventory = EmbeddedRedis.start(directory.resolve("inventory"));
        this.practices = IntStream.rangeClosed(1, order.practices())
                .mapToObj(nth -> String.format("D%05d", nth))
                .toList();
    }

    /** All of it started, and every practice's sessions published. */
    static DrillSite start(Path directory, Order order) throws IOException {
        DrillSite site = new DrillSite(directory, order);
        try {
            site.startEngine();
            site.publish(order.slotsEach());
            return site;
        } catch (IOException | RuntimeException fault) {
            site.close();
            throw fault;
        }
    }

    OwnPostgres ledger() {
        return ledger;
    }

    PostgresArchive archive() {
        return archive;
    }

    Doors doors() {
        return doors;
    }

    List<String> practices() {
        return practices;
    }

    /** Begins to start it; {@link #isReady} tells when it is. */
    void beginEngine() {
        engine = Optional.of(ChildProcess.start(commandLine("serve", "--role", "all")));
    }

    boolean isReady() {
        return engine.stream().flatMap(process -> process.said().stream()).anyMatch(line -> line.startsWith("ready "));
    }

    private void startEngine() {
        beginEngine();
        ChildProcess unused = engine.orElseThrow().awaitReady();
    }

    void stopEngine() {
        engine.ifPresent(process -> awaitEnd(process::terminate));
        engine = Optional.empty();
    }

    /** All that Redis knows is gone. */
    void emptyInventory() {
        List<String> unused = RedisTalk.say(inventory.address(), "FLUSHALL");
    }

    /** How many practices the inventory knows. */
    int filled() {
        try (RedisTalk talk = RedisTalk.to(inventory.address())) {
            int filled = 0;
            for (String practice : practices) {
                filled +=
                        talk.ask("HGET", "{" + practice + "}:h", "life").get(0).isEmpty() ? 0 : 1;
            }
            return filled;
        } catch (IOException cause) {
            throw new IllegalStateException(cause);
        }
    }

    /** NHS numbers of those who have an appointment on record. */
    Set<String> recorded() {
        return ledger.query("SELECT lpad(patient::text, 10, '0') FROM appointment WHERE state <> 'CANCELLED'").stream()
                .collect(Collectors.toSet());
    }

    LedgerContents ledgerContents() {
        PostgresAddress address = ledger.address();
        try (Connection connection =
                DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password())) {
            return LedgerContents.of(connection, practices);
        } catch (SQLException cause) {
            throw new IllegalStateException(cause);
        }
    }

    InventoryContents inventoryContents(LedgerContents of) {
        return InventoryContents.of(inventory.address(), of.seats());
    }

    /** What {@code slotkeeper reconcile} ended with, zero if the stores do not differ, and what it printed. */
    record Reconciled(int code, String said) {}

    /** Asked again while it could not ask a store, which says nothing of the stores. */
    Reconciled reconcile() {
        Deadline deadline = Deadline.in(Patience.LONG);
        while (true) {
            ChildProcess command = ChildProcess.start(commandLine("reconcile", "--report"));
            int code = awaitEnd(command::awaitEnd);
            if (code != STORE_NOT_ASKED) {
                return new Reconciled(code, String.join("\n", command.said()));
            }
            deadline.pause("the stores to be asked:\n" + String.join("\n", command.complained()));
        }
    }

    private interface Ending {
        int await() throws InterruptedException;
    }

    private static int awaitEnd(Ending ending) {
        try {
            return ending.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private String[] commandLine(String command, String... more) {
        List<String> words = new ArrayList<>(List.of(command, "--config", config().toString()));
        words.addAll(List.of(more));
        settings().forEach(setting -> words.addAll(List.of("--set", setting)));
        return words.toArray(String[]::new);
    }

    private Path config() {
        try {
            return Files.writeString(directory.resolve("slotkeeper.yaml"), "reconcile: {repair: false}\n");
        } catch (IOException cause) {
            throw new IllegalStateException(cause);
        }
    }

    private List<String> settings() {
        List<String> settings = new ArrayList<>(List.of(
                "gateway.host=127.0.0.1",
                "gateway.port=" + port,
                "gateway.accessLog=false",
                "gateway.drainTime=PT2S",
                "gateway.publicUrl=https://booking.test",
                "engine.port=0",
                "management.port=0",
                "reconcile.pause=PT0.5S",
                "booking.secret=a secret of these tests"));
        settings.addAll(Stores.flags(ledger.address()));
        settings.addAll(Stores.flags(inventory.address()));
        settings.addAll(issuer.flags());
        return settings;
    }

    private void publish(int slotsEach) throws IOException {
        for (String practice : practices) {
            ledger.execute("INSERT INTO practice (practice, name, postcode, list_size, furthest_ahead_s, notice_s,"
                    + " cancel_notice_s, appointments_max, updated_at) VALUES ('" + practice
                    + "', 'A practice', 'ZZ99 1AA', 10000, 5184000, 0, 0, 3, now())");
            LocalDate day = MachineClock.today().plusDays(3);
            for (int left = slotsEach; left > 0; left -= SLOTS_A_DAY) {
                publish(practice, day);
                day = day.plusDays(1);
            }
        }
        Deadline deadline = Deadline.in(Patience.LONG);
        while (filled() < practices.size()) {
            deadline.pause("every practice to be filled");
        }
    }

    private void publish(String practice, LocalDate day) throws IOException {
        String token = issuer.practiceToken(new OdsCode(practice));
        List<String> unused = SetUp.untilDone(() -> doors.publish(token, practice, "day-" + day, session(day), 0));
    }

    private static JsonObject session(LocalDate day) {
        return new JsonObject()
                .put("date", day.toString())
                .put("start", "08:00")
                .put("end", "18:00")
                .put("slotMinutes", 600 / SLOTS_A_DAY)
                .put("clinician", "Dr A. Example")
                .put("role", "General Medical Practitioner")
                .put("channel", "In-person")
                .put("type", "General Consultation Acute")
                .put("location", "Main surgery");
    }

    @Override
    public void close() {
        stopEngine();
        inventory.close();
        ledger.close();
        issuer.close();
    }
}
