package org.slotkeeper.system;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.slotkeeper.assembly.Role;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.fault.SetUp;
import org.slotkeeper.history.Doors;
import org.slotkeeper.history.History;
import org.slotkeeper.history.LedgerContents;
import org.slotkeeper.standalone.PostgresAddress;
import org.slotkeeper.testing.Deadline;
import org.slotkeeper.testing.MachineClock;
import org.slotkeeper.testing.Stores;
import org.slotkeeper.testing.TestIssuer;

/** {@code src/dev/roll}: two gateways and two engines are replaced one after the other while patients book, and what every one of them was told is held against the ledger. */
final class RollingRestart implements AutoCloseable {

    private static final String PRACTICE = "R00001";
    private static final int PROCESSES = 2;
    private static final int CLIENTS = 16;
    private static final int SLOTS_A_DAY = 60;
    private static final int PLACES_A_SLOT = 10;
    private static final Duration CLIENT_PATIENCE = Duration.ofSeconds(25);
    private static final Duration WARM_UP = Duration.ofSeconds(3);
    /** Of one process, on a machine that has other things to do; only for how many places are published. */
    private static final Duration REPLACING_MAX = Duration.ofSeconds(20);

    private final Order order;
    private final TestIssuer issuer = TestIssuer.start(MachineClock.utc());
    private final PostgresAddress ledger = Stores.freshDatabase();
    private final RollingProcesses engines;
    private final RollingProcesses gateways;
    private final List<Doors> clients;

    /**
     * @param rate requests a second
     * @param rounds how often all four processes are replaced
     * @param before how long nothing is replaced at first, and at the end
     * @param pause between the last new connection and SIGTERM
     * @param flags of the configuration
     */
    record Order(int rate, int rounds, Duration before, Duration pause, List<String> flags) {

        static Order of(String[] arguments) {
            int rate = 100;
            int rounds = 1;
            for (int nth = 0; nth + 1 < arguments.length; nth += 2) {
                int value = Integer.parseInt(arguments[nth + 1]);
                switch (arguments[nth]) {
                    case "--rate" -> rate = value;
                    case "--rounds" -> rounds = value;
                    default -> throw new IllegalArgumentException("unknown: " + arguments[nth]);
                }
            }
            // As in the manifests, where the pause before SIGTERM is longer than a connection lives.
            List<String> flags = List.of("gateway.drainTime=PT20S");
            return new Order(rate, rounds, Duration.ofSeconds(15), Duration.ofSeconds(20), flags);
        }

        private int requestsMax() {
            long seconds = WARM_UP.plus(before.multipliedBy(2))
                    .plus(REPLACING_MAX.plus(pause).multipliedBy(2L * PROCESSES * rounds))
                    .toSeconds();
            return (int) (seconds * rate);
        }
    }

    RollingRestart(Order order) {
        this.order = order;
        List<String> flags = new ArrayList<>(RunningSystem.flags(ledger, Stores.flushed()));
        flags.addAll(issuer.flags());
        flags.addAll(List.of(
                "gateway.deadline=PT5S",
                "gateway.accessLog=false",
                "engine.host=127.0.0.1",
                "management.host=127.0.0.1"));
        flags.addAll(order.flags());
        this.engines = new RollingProcesses(Role.ENGINE, flags, order.pause());
        flags.add("gateway.engines=" + engines.address());
        this.gateways = new RollingProcesses(Role.GATEWAY, flags, order.pause());
        this.clients = Stream.generate(() -> clientOf(gateways)).limit(CLIENTS).toList();
    }

    private Doors clientOf(RollingProcesses through) {
        return new Doors(
                List.of(through.address()),
                (patient, practice) -> issuer.patientToken(NhsNumber.parse(patient), new OdsCode(practice)),
                CLIENT_PATIENCE);
    }

    public static void main(String[] arguments) throws IOException, InterruptedException, SQLException {
        Order order = Order.of(arguments);
        Path directory = Files.createTempDirectory("slotkeeper-roll-");
        RollingReport report;
        try (RollingRestart restart = new RollingRestart(order)) {
            Thread hook = new Thread(restart::close);
            Runtime.getRuntime().addShutdownHook(hook);
            report = restart.run(directory.resolve("history.ndjson"));
            boolean unused = Runtime.getRuntime().removeShutdownHook(hook);
        }
        System.out.println(report);
        System.out.println("history " + directory.resolve("history.ndjson"));
        System.exit(report.isClean() ? 0 : 1);
    }

    RollingReport run(Path historyFile) throws IOException, InterruptedException, SQLException {
        engines.start(PROCESSES);
        gateways.start(PROCESSES);
        RollingLoad.Offer offer = publish();
        try (History history = new History(historyFile);
                RollingLoad load = new RollingLoad(clients, history, offer)) {
            load.start(order.rate());
            Deadline.rest(WARM_UP.toMillis());
            long warm = System.nanoTime();
            Deadline.rest(order.before().toMillis());
            awaitInUse();
            long began = System.nanoTime();
            for (int round = 0; round < order.rounds(); round++) {
                replaceAll(engines);
                replaceAll(gateways);
            }
            long ended = System.nanoTime();
            Deadline.rest(order.before().toMillis());
            awaitInUse();
            load.stop();
            return RollingReport.of(
                    history.sendings(),
                    new RollingReport.Times(warm, began, ended),
                    Stream.concat(engines.replaced().stream(), gateways.replaced().stream())
                            .toList(),
                    gateways.sentAgain(),
                    contents());
        }
    }

    /** How many requests each process has answered that runs now. */
    List<Integer> answeredByTheNewOnes() throws IOException, InterruptedException {
        List<Integer> counts = new ArrayList<>(engines.answered());
        counts.addAll(gateways.answered());
        return counts;
    }

    private void awaitInUse() throws IOException, InterruptedException {
        engines.awaitInUse();
        gateways.awaitInUse();
    }

    /** What a gateway or an engine said of requests that it could not have answered because a connection ended. */
    List<String> endedConnections() {
        return Stream.concat(engines.endedConnections().stream(), gateways.endedConnections().stream())
                .toList();
    }

    private static void replaceAll(RollingProcesses processes) throws IOException, InterruptedException {
        for (int nth = 0; nth < PROCESSES; nth++) {
            System.out.println(processes.replaceOldest());
        }
    }

    private RollingLoad.Offer publish() throws IOException {
        Stores.execute(
                ledger,
                "INSERT INTO practice (practice, name, postcode, list_size, furthest_ahead_s, notice_s,"
                        + " cancel_notice_s, appointments_max, updated_at) VALUES ('" + PRACTICE
                        + "', 'Practice', 'ZZ99 1AA', 10000, 31536000, 0, 0, 5, now())");
        LocalDate first = MachineClock.today().plusDays(3);
        List<String> places = new ArrayList<>();
        for (LocalDate day = first; places.size() < order.requestsMax() / 2; day = day.plusDays(1)) {
            published(day).forEach(slot -> places.addAll(Collections.nCopies(PLACES_A_SLOT, slot)));
        }
        return new RollingLoad.Offer(places, first.toString(), first.plusDays(1).toString());
    }

    private List<String> published(LocalDate day) throws IOException {
        String token = issuer.practiceToken(new OdsCode(PRACTICE));
        return SetUp.untilDone(() -> clients.get(0).publish(token, PRACTICE, "day-" + day, session(day), 0));
    }

    private static JsonObject session(LocalDate day) {
        return RunningSystem.session(day, SLOTS_A_DAY).put("capacity", PLACES_A_SLOT);
    }

    private LedgerContents contents() throws SQLException {
        try (Connection connection = Stores.connect(ledger)) {
            return LedgerContents.of(connection, List.of(PRACTICE));
        }
    }

    @Override
    public void close() {
        gateways.close();
        engines.close();
        issuer.close();
    }
}
