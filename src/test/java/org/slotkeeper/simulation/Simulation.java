package org.slotkeeper.simulation;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slotkeeper.booking.InMemorySlotInventory;
import org.slotkeeper.booking.spi.Availability;
import org.slotkeeper.reconcile.spi.SeatLeases.Lease;
import org.slotkeeper.simulation.SimulatedEngine.Stores;

/** One seed's run: first with faults, checked at every step; then without, until everything has come to rest and both stores agree. */
final class Simulation {

    private static final long REST_MAX = 60 * Agenda.SECOND;

    private final long seed;
    private final Plant plant;
    private final World world;
    private final Stores stores;
    private final List<SimulatedEngine> engines = new ArrayList<>();
    private final List<Patient> patients = new ArrayList<>();
    private final Publisher publisher;
    private final Troubles troubles;

    private Simulation(long seed, Plant plant, boolean isTraceWritten) {
        Dice dice = new Dice(seed);
        this.seed = seed;
        this.plant = plant;
        this.world = new World(dice, Options.of(dice), isTraceWritten);
        Surgery surgery = Surgery.of(world.options().layout());
        Auditor auditor = new Auditor(world, surgery);
        this.stores = new Stores(
                surgery, new RedisSite(world, plant), new PostgresSite(world, surgery, auditor, plant), auditor);
        auditor.goBy(stores.postgres().sessions(), stores.postgres().ledger());
        for (int number = 1; number <= world.options().engines(); number++) {
            engines.add(new SimulatedEngine(world, stores, plant, number));
        }
        Clinic clinic = new Clinic(world, stores, engines, auditor);
        for (int index = 0; index < world.options().patients(); index++) {
            patients.add(Patient.nth(clinic, index));
        }
        if (world.options().hasReception()) {
            patients.add(Patient.servedByReception(clinic));
        }
        this.publisher = new Publisher(world, clinic);
        this.troubles = new Troubles(world, stores, engines);
    }

    /**
     * How a run ended.
     *
     * @param hash equal for equal runs
     */
    record Result(
            long seed,
            Options options,
            Optional<Violation> violation,
            long events,
            long hash,
            Map<Sometimes, Integer> met,
            String trace) {}

    static Result run(long seed, Plant plant, boolean isTraceWritten) {
        return new Simulation(seed, plant, isTraceWritten).run();
    }

    private Result run() {
        Optional<Violation> violation = Optional.empty();
        try {
            runWithFaults();
            runToRest();
        } catch (Violation broken) {
            violation = Optional.of(broken);
        } catch (RuntimeException thrown) {
            violation = Optional.of(violationOf(thrown));
        }
        return new Result(
                seed,
                world.options(),
                violation,
                world.agenda().happened(),
                world.trace().hash(),
                world.met(),
                world.trace().tail(4000));
    }

    private static Violation violationOf(RuntimeException thrown) {
        Violation violation = new Violation("FAULT", "thrown: " + thrown);
        violation.initCause(thrown);
        return violation;
    }

    private void runWithFaults() {
        patients.forEach(Patient::begin);
        if (world.options().hasEdits()) {
            publisher.begin();
        }
        troubles.begin();
        long end = world.options().safety();
        run(end);
    }

    private void runToRest() {
        world.endFaults();
        world.trace().note(60, 0, () -> "THE FAULTS END");
        troubles.end();
        patients.forEach(Patient::resolve);
        long late = world.agenda().now() + world.options().latenessMax();
        comeToRest(late, late + REST_MAX);
        if (unrest().isPresent() && isExcused()) {
            world.met(Sometimes.PATROL_WAS_NEEDED);
            engines.forEach(SimulatedEngine::repair);
            comeToRest(world.agenda().now(), world.agenda().now() + REST_MAX);
        }
        Optional<String> unrest = unrest();
        world.require(unrest.isEmpty(), "L1", unrest::orElseThrow);
        boolean isElsewhere = stores.redis()
                .master()
                .inventory()
                .warmOf(List.of(Forger.NOWHERE))
                .result()
                .isEmpty();
        world.require(isElsewhere, "S8", () -> "the inventory has a practice that there is not");
    }

    /**
     * Whether what is wrong is of the two kinds that looking for drift is for. What was being committed while a lost memory was filled looks free, and so does what is committed longer after its claim than its lease; and
     * what was given back while the inventory was away is known to nobody if its engine dies then.
     */
    private boolean isExcused() {
        boolean canBeFreeAndOwned = world.hasMemoryBeenLost()
                || world.hasMet(Sometimes.ENGINE_PAUSED)
                || world.options().latenessMax()
                        >= TimeUnit.NANOSECONDS.toMicros(
                                world.options().booking().confirmLease().toNanos());
        boolean canBeTakenAndFree = world.hasMet(Sometimes.ENGINE_CRASHED)
                && (world.hasMet(Sometimes.REDIS_AWAY)
                        || world.hasMet(Sometimes.REDIS_CUT_OFF)
                        || world.options().lostPerMille() > 0);
        InMemorySlotInventory inventory = stores.redis().master().inventory();
        Availability known = inventory
                .availability(Surgery.PRACTICE, Surgery.DAYS, world.agenda().instant())
                .result();
        boolean isExcused = true;
        for (LocalDate day : Surgery.DAYS) {
            BitSet offered = (BitSet) known.on(day).clone();
            offered.andNot(stores.postgres().freeOn(day));
            BitSet withheld = stores.postgres().freeOn(day);
            withheld.andNot(known.on(day));
            isExcused &= offered.isEmpty() || canBeFreeAndOwned;
            isExcused &= withheld.isEmpty() || canBeTakenAndFree || canBeFreeAndOwned;
        }
        return isExcused;
    }

    private void comeToRest(long from, long end) {
        while (world.agenda().now() < end && (world.agenda().now() < from || unrest().isPresent())) {
            // Somebody asks for the practice now and then, at whichever engine.
            engines.forEach(SimulatedEngine::touch);
            run(world.agenda().now() + Agenda.SECOND);
        }
    }

    private void run(long end) {
        while (world.agenda().step(end)) {
            if (world.violation().isPresent()) {
                throw world.violation().get();
            }
        }
    }

    /** Nothing if both stores agree and nobody waits for anything, else what is wrong. */
    private Optional<String> unrest() {
        for (Patient patient : patients) {
            Optional<Errand<?>> open = patient.unknown().stream()
                    .filter(errand -> !errand.isOver())
                    .findFirst();
            if (open.isPresent()) {
                return Optional.of("still unknown: " + open.get());
            }
        }
        return publisher.open().or(this::disagreement);
    }

    private Optional<String> disagreement() {
        InMemorySlotInventory inventory = stores.redis().master().inventory();
        Future<Availability> known = inventory.availability(
                Surgery.PRACTICE, Surgery.DAYS, world.agenda().instant());
        if (known.failed()) {
            return Optional.of("the inventory is cold");
        }
        int published = stores.postgres().sessions().book().layoutVersion();
        if (known.result().layoutVersion() != published) {
            return Optional.of("the inventory has version " + known.result().layoutVersion() + " of " + published);
        }
        List<Lease> leases = inventory
                .ended(Surgery.PRACTICE, Instant.MAX, Integer.MAX_VALUE)
                .result();
        if (!leases.isEmpty()) {
            return Optional.of("leases are left: " + leases);
        }
        for (LocalDate day : Surgery.DAYS) {
            BitSet free = stores.postgres().freeOn(day);
            BitSet offered = known.result().on(day);
            if (!free.equals(offered)) {
                return Optional.of("on " + day + " the ledger has free " + free + ", the inventory " + offered);
            }
        }
        return Optional.empty();
    }
}
