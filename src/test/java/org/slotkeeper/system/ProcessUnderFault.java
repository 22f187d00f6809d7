package org.slotkeeper.system;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slotkeeper.assembly.Chance;
import org.slotkeeper.assembly.ProcessPlan;
import org.slotkeeper.assembly.Role;
import org.slotkeeper.assembly.Running;
import org.slotkeeper.assembly.Seams;
import org.slotkeeper.booking.spi.AppointmentLedger;
import org.slotkeeper.booking.spi.SlotInventory;
import org.slotkeeper.config.ConfigTree;
import org.slotkeeper.config.SlotkeeperConfig;
import org.slotkeeper.fault.Breakpoints;
import org.slotkeeper.fault.PlantedBugs;
import org.slotkeeper.fault.Point;
import org.slotkeeper.fault.SkewedClock;
import org.slotkeeper.publishing.spi.SeatInventory;
import org.slotkeeper.publishing.spi.SessionLedger;
import org.slotkeeper.reconcile.spi.InventoryRefill;
import org.slotkeeper.reconcile.spi.LedgerTruth;
import org.slotkeeper.reconcile.spi.SeatLeases;

/**
 * A gateway or an engine as {@code serve} starts it, which can be told to break. Arguments: the role, a planted bug or {@code NONE}, how many milliseconds its clock is off, then the configuration, each {@code key=value}. Its input is one command a line:
 * {@code arm POINT ACTION MILLIS TIMES}, {@code disarm}, {@code resume} (what waits at a point goes on), {@code clock MILLIS} (how far its clock is off). When its input ends, it ends.
 */
public final class ProcessUnderFault {

    private static final Duration OFTEN = Duration.ofMillis(250);

    private final Breakpoints breakpoints = new Breakpoints(System.out);
    private final SkewedClock clock = new SkewedClock();

    private ProcessUnderFault() {}

    public static void main(String[] arguments) throws IOException {
        List<String> flags = Arrays.asList(arguments).subList(3, arguments.length);
        ProcessUnderFault process = new ProcessUnderFault();
        process.clock.set(Long.parseLong(arguments[2]));
        process.run(
                Role.valueOf(arguments[0].toUpperCase(Locale.ROOT)),
                PlantedBugs.valueOf(arguments[1]),
                SlotkeeperConfig.of(ConfigTree.defaults().withFlags(flags)));
    }

    private void run(Role role, PlantedBugs bug, SlotkeeperConfig config) throws IOException {
        Running running =
                Running.start(new ProcessPlan(config, role, Optional.empty(), 2, new Broken(bug)), clock, new Chance());
        Runtime.getRuntime().addShutdownHook(new Thread(running::close));
        System.out.println("management " + running.managementPort());
        System.out.println("ready " + (role.hasGateway() ? running.gatewayPort() : running.enginePort()));
        System.out.flush();
        obey();
        // Whoever started it is gone.
        Runtime.getRuntime().halt(0);
    }

    private void obey() throws IOException {
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            String[] words = line.split(" ");
            switch (words[0]) {
                case "arm" ->
                    breakpoints.arm(
                            Point.valueOf(words[1]),
                            Breakpoints.Action.valueOf(words[2]),
                            Long.parseLong(words[3]),
                            Integer.parseInt(words[4]));
                case "disarm" -> breakpoints.disarm();
                case "resume" -> breakpoints.resume();
                case "clock" -> clock.set(Long.parseLong(words[1]));
                default -> throw new IllegalArgumentException("not a command: " + line);
            }
            System.out.println("done " + line);
            System.out.flush();
        }
    }

    private final class Broken implements Seams {

        private final PlantedBugs bug;

        Broken(PlantedBugs bug) {
            this.bug = bug;
        }

        @Override
        public SlotInventory inventory(SlotInventory port) {
            return breakpoints.around(SlotInventory.class, port);
        }

        @Override
        public AppointmentLedger ledger(AppointmentLedger port) {
            return breakpoints.around(AppointmentLedger.class, bug.ledger(port));
        }

        @Override
        public LedgerTruth truth(LedgerTruth port) {
            return breakpoints.around(LedgerTruth.class, port);
        }

        @Override
        public InventoryRefill refill(InventoryRefill port) {
            return breakpoints.around(InventoryRefill.class, port);
        }

        @Override
        public SeatLeases leases(SeatLeases port) {
            return breakpoints.around(SeatLeases.class, port);
        }

        @Override
        public SeatInventory seats(SeatInventory port) {
            return breakpoints.around(SeatInventory.class, port);
        }

        @Override
        public SessionLedger sessions(SessionLedger port) {
            return breakpoints.around(SessionLedger.class, port);
        }

        @Override
        public Pace pace() {
            return new Pace(OFTEN, 1, Duration.ofSeconds(2), OFTEN);
        }
    }
}
