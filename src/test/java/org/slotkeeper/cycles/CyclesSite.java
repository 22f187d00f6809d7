package org.slotkeeper.cycles;

import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.fault.SetUp;
import org.slotkeeper.history.Doors;
import org.slotkeeper.history.InventoryContents;
import org.slotkeeper.history.LedgerContents;
import org.slotkeeper.history.LedgerContents.Owned;
import org.slotkeeper.history.LedgerContents.Run;
import org.slotkeeper.history.LedgerContents.Seat;
import org.slotkeeper.standalone.PostgresAddress;
import org.slotkeeper.standalone.RedisAddress;
import org.slotkeeper.system.RunningSystem;
import org.slotkeeper.testing.ChildProcess;
import org.slotkeeper.testing.MachineClock;
import org.slotkeeper.testing.Stores;
import org.slotkeeper.testing.TestIssuer;

/** Two engines, each a process of its own with its gateway, over one Redis and one Postgres. Nobody looks for differences between these: a seat that is lost stays lost. */
final class CyclesSite implements AutoCloseable {

    private static final int ENGINES = 2;
    private static final int SLOTS_EACH = 8;
    private static final Duration CLIENT_PATIENCE = Duration.ofSeconds(25);

    private final TestIssuer issuer = TestIssuer.start(MachineClock.utc());
    private final PostgresAddress ledger = Stores.freshDatabase();
    private final RedisAddress inventory = Stores.flushed();
    private final LocalDate day = MachineClock.today().plusDays(3);
    private final List<String> practices;
    private final List<ChildProcess> engines = new ArrayList<>();
    private final List<String> slots = new ArrayList<>();
    private Optional<Doors> doors = Optional.empty();

    private CyclesSite(int slotsMin) {
        this.practices = IntStream.rangeClosed(1, (slotsMin + SLOTS_EACH - 1) / SLOTS_EACH)
                .mapToObj(nth -> String.format("Y%05d", nth))
                .toList();
    }

    /** @param slotsMin so many are published at least */
    static CyclesSite start(int slotsMin) throws IOException {
        CyclesSite site = new CyclesSite(slotsMin);
        try {
            site.startEngines();
            for (String practice : site.practices) {
                site.publish(practice);
            }
            return site;
        } catch (IOException | RuntimeException fault) {
            site.close();
            throw fault;
        }
    }

    private void startEngines() {
        List<String> command = new ArrayList<>(List.of("serve", "--profile", "production", "--role", "all"));
        List<String> flags = new ArrayList<>(RunningSystem.flags(ledger, inventory));
        flags.addAll(issuer.flags());
        flags.addAll(List.of(
                "gateway.accessLog=false",
                "engine.host=127.0.0.1",
                "management.host=127.0.0.1",
                "reconcile.continuously=false"));
        flags.forEach(flag -> command.addAll(List.of("--set", flag)));
        // One after the other: the first makes the tables.
        for (int nth = 0; nth < ENGINES; nth++) {
            engines.add(ChildProcess.start(command.toArray(String[]::new)).awaitReady());
        }
        doors = Optional.of(new Doors(
                engines.stream()
                        .map(engine -> URI.create("http://127.0.0.1:" + engine.port()))
                        .toList(),
                (patient, practice) -> issuer.patientToken(NhsNumber.parse(patient), new OdsCode(practice)),
                CLIENT_PATIENCE));
    }

    private void publish(String practice) throws IOException {
        Stores.execute(
                ledger,
                "INSERT INTO practice (practice, name, postcode, list_size, furthest_ahead_s, notice_s,"
                        + " cancel_notice_s, appointments_max, updated_at) VALUES ('" + practice
                        + "', 'A practice', 'ZZ99 1AA', 10000, 5184000, 0, 0, 3, now())");
        String token = issuer.practiceToken(new OdsCode(practice));
        slots.addAll(SetUp.untilDone(
                () -> doors().publish(token, practice, "morning", RunningSystem.session(day, SLOTS_EACH), 0)));
    }

    /** Each engine is a gateway of these. */
    Doors doors() {
        return doors.orElseThrow();
    }

    List<String> slots() {
        return List.copyOf(slots);
    }

    /** Whether a search over this engine shows the slot. Fails if there was no answer. */
    boolean isShown(String slot, String patient, int engine) throws IOException {
        String practice = slot.substring(0, slot.indexOf('-'));
        return doors().search(patient, practice, day.toString(), day.plusDays(1).toString(), engine)
                .contains(slot);
    }

    /** What was published and who has it: of appointments there are too many to be held. */
    LedgerContents seats() {
        List<Run> runs = new ArrayList<>();
        List<Owned> owned = new ArrayList<>();
        try (Connection connection = Stores.connect(ledger);
                Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery(
                    "SELECT practice, to_char(day, 'YYYYMMDD'), first_ordinal, slot_count, capacity FROM session_run")) {
                while (rows.next()) {
                    runs.add(new Run(
                            rows.getString(1),
                            rows.getString(2),
                            rows.getInt(3),
                            rows.getInt(4),
                            rows.getInt(5),
                            false));
                }
            }
            try (ResultSet rows = statement.executeQuery(
                    "SELECT practice, to_char(day, 'YYYYMMDD'), ordinal, appointment_key FROM occupancy")) {
                while (rows.next()) {
                    Seat seat = new Seat(rows.getString(1), rows.getString(2), rows.getInt(3));
                    owned.add(new Owned(seat, Optional.ofNullable(rows.getString(4))));
                }
            }
        } catch (SQLException cause) {
            throw new IllegalStateException(cause);
        }
        return new LedgerContents(runs, owned, List.of(), List.of(), List.of(), Map.of());
    }

    InventoryContents inventory(LedgerContents of) {
        return InventoryContents.of(inventory, of.seats());
    }

    /** The state of every appointment on record, by its key. */
    Map<String, String> states() {
        Map<String, String> states = new HashMap<>();
        try (Connection connection = Stores.connect(ledger);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT key, state FROM appointment")) {
            while (rows.next()) {
                String unused = states.put(rows.getString(1), rows.getString(2));
            }
        } catch (SQLException cause) {
            throw new IllegalStateException(cause);
        }
        return states;
    }

    @Override
    public void close() {
        for (ChildProcess engine : engines) {
            try {
                engine.close();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
        issuer.close();
    }
}
