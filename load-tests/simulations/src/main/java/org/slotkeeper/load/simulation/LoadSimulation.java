package org.slotkeeper.load.simulation;

import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.nothingFor;
import static io.gatling.javaapi.core.CoreDsl.rampUsers;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;

import io.gatling.javaapi.core.Assertion;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.OpenInjectionStep;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.slotkeeper.load.Settings;
import org.slotkeeper.load.journal.Arrivals;
import org.slotkeeper.load.journal.Journal;
import org.slotkeeper.load.plan.Shape;
import org.slotkeeper.load.plan.Timing;
import org.slotkeeper.load.plan.World;
import org.slotkeeper.load.plan.World.Person;

/** What all simulations have in common: a warm-up, arrivals that are due whether or not anybody was answered, a journal, and assertions. */
abstract class LoadSimulation extends Simulation {

    private static final double BREATH_SECONDS = 3;

    final Settings settings = Settings.ofThisProcess();
    final World world = new World(settings.runDirectory().resolve("world"));
    final World.About about = world.about();
    final Timing timing = new Timing(settings, about.patientsOfPractices(), about.today());
    final Journal journal = new Journal(settings.runDirectory().resolve("journal.tsv"));
    final Paths paths = new Paths(settings, new Calls(journal, false));
    final Calls calls = new Calls(journal, false);

    private final List<Person> patients = world.patients();
    private final Map<String, Arrivals> arrivals = new LinkedHashMap<>();
    private final List<PopulationBuilder> populations = new ArrayList<>();
    private final AtomicInteger returning = new AtomicInteger();

    /** Begins the run with the populations that were added. @param more assertions beside those that all have */
    final void begin(Assertion... more) {
        warmUp();
        List<Assertion> assertions = new ArrayList<>(List.of(more));
        assertions.add(global().failedRequests().count().is(0L));
        Simulation.SetUp unused = setUp(populations).protocols(protocol()).assertions(assertions);
    }

    /** People who come by this shape, from the beginning of the measured part; each goes this way. */
    final void comes(String name, Shape shape, BiFunction<Session, Integer, Session> asWhom, ChainBuilder way) {
        Duration wait = Duration.between(Instant.now(), about.measuredFrom());
        if (wait.isNegative()) {
            throw new IllegalStateException(
                    "the preparation took too long: what counts should have begun " + wait.negated() + " ago");
        }
        add(name, wait, shape, asWhom, way);
    }

    private void add(
            String name, Duration wait, Shape shape, BiFunction<Session, Integer, Session> asWhom, ChainBuilder way) {
        if (shape.arrivals() == 0) {
            return;
        }
        Shape seconds = shape.bySecond();
        Arrivals clock = new Arrivals(seconds);
        arrivals.put(name, clock);
        List<OpenInjectionStep> steps = new ArrayList<>(List.of(nothingFor(wait)));
        for (Shape.Piece piece : seconds.pieces()) {
            Duration during = Duration.ofNanos(Math.round(piece.seconds() * 1e9));
            steps.add(
                    piece.arrivals() == 0
                            ? nothingFor(during)
                            : rampUsers(piece.arrivals()).during(during));
        }
        populations.add(scenario(name)
                .exec(session -> asWhom.apply(session, clock.came()))
                .exec(way)
                .injectOpen(steps.toArray(OpenInjectionStep[]::new)));
    }

    /** The next of those who return, on a day drawn as appointments are spread over days. */
    final Session somebody(Session session, int arrival) {
        Person person = patients.get(Math.floorMod(returning.getAndIncrement(), patients.size()));
        Draw draw = new Draw(settings.count("seed"), arrival);
        LocalDate day = timing.firstDay().plusDays(draw.among(Timing.DAY_SHARES));
        return new Wish(person, draw, day, 0).in(session);
    }

    private void warmUp() {
        // An injector that was slow to start warms up for less long, rather than into what counts.
        double left = Duration.between(Instant.now(), about.measuredFrom()).toMillis() / 1000.0 - BREATH_SECONDS;
        Paths warming = new Paths(settings, new Calls(journal, true));
        BiFunction<Session, Integer, Session> asWhom = (session, arrival) -> {
            Person person = patients.get(Math.floorMod(returning.getAndIncrement(), patients.size()));
            return new Wish(person, new Draw(settings.count("seed"), -1 - arrival), timing.warmUpDay(), 0).in(session);
        };
        add(
                "warm-up",
                Duration.ofMillis(Math.max(0, Math.round(1000 * (left - settings.number("warmUpSeconds"))))),
                timing.warmUp(about.warmUpPerSecond(), left),
                asWhom,
                exec(warming.visit(0.8)).exec(warming.readOwn()));
    }

    final Assertion[] percentiles(String... requests) {
        List<Assertion> assertions = new ArrayList<>();
        for (String request : requests) {
            String key =
                    switch (request) {
                        case "search" -> "p99SearchMillis";
                        case "hold" -> "p99HoldMillis";
                        case "publish" -> "p99PublishMillis";
                        default -> "p99BookMillis";
                    };
            if (settings.count(key) > 0) {
                assertions.add(details(request).responseTime().percentile(99).lt(settings.count(key)));
            }
        }
        return assertions.toArray(Assertion[]::new);
    }

    private HttpProtocolBuilder protocol() {
        HttpProtocolBuilder protocol = http.baseUrl(
                        settings.address("baseUrl").toString().replaceAll("/$", ""))
                .disableWarmUp()
                .disableCaching()
                .disableFollowRedirect()
                .acceptHeader("application/fhir+json, application/json")
                .userAgentHeader("slotkeeper-load-tests");
        return settings.flag("shareConnections") ? protocol.shareConnections() : protocol;
    }

    @Override
    public void after() {
        try {
            journal.close();
            for (Map.Entry<String, Arrivals> one : arrivals.entrySet()) {
                one.getValue().write(settings.runDirectory().resolve("arrivals-" + one.getKey() + ".tsv"));
            }
            long collecting = ManagementFactory.getGarbageCollectorMXBeans().stream()
                    .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                    .sum();
            Files.writeString(settings.runDirectory().resolve("injector.txt"), "collectionMillis=" + collecting + "\n");
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
