package org.slotkeeper.gateway.http;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slotkeeper.api.fhir.FhirApi;
import org.slotkeeper.gateway.http.AccessLog.Line;
import org.slotkeeper.telemetry.LineWriter;
import org.slotkeeper.telemetry.Meters;
import org.slotkeeper.testing.AllRoutes;
import org.slotkeeper.testing.MachineClock;
import org.slotkeeper.testing.ShippedLogging;

/**
 * {@code src/dev/access}: measures what a line of the access log costs, and what the logging library would take for it, asynchronously, by the shipped configuration: CPU of the whole process for each line, at a pace of at most thirty thousand a second,
 * beyond what the same pace costs without lines. A program, not a test; the lines go to the error stream. Argument: rounds.
 */
final class AccessLogCost {

    private static final int TURNS = 2_000;
    private static final int LINES_A_TURN = 30;
    private static final long PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int WARM_UP_ROUNDS = 5;
    private static final String ID = UUID.nameUUIDFromBytes(new byte[] {1}).toString();

    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final LoggerContext shipped = ShippedLogging.context();
    private final Meters meters = new Meters();
    private final AccessLog log = new AccessLog(
            1, LineWriter.start(output(), System::nanoTime, meters.accessLines()), MachineClock.utc(), Runnable::run);
    private int turn;

    public static void main(String[] arguments) {
        new AccessLogCost().measure(arguments.length > 0 ? Integer.parseInt(arguments[0]) : 9);
        System.exit(0);
    }

    private void measure(int rounds) {
        Logger library = byTheLibrary();
        Map<String, Consumer<Line>> ways = new LinkedHashMap<>();
        ways.put("nothing", line -> {});
        ways.put("by the library", line -> tell(library, line));
        ways.put("by hand", this::write);
        Map<String, List<Double>> micros = new LinkedHashMap<>();
        for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
            List<String> order = new ArrayList<>(ways.keySet());
            Collections.rotate(order, round);
            Map<String, Double> ofRound = new LinkedHashMap<>();
            order.forEach(way -> ofRound.put(way, microsEach(ways.get(way))));
            if (round >= 0) {
                ofRound.forEach((way, each) ->
                        micros.computeIfAbsent(way, absent -> new ArrayList<>()).add(each - ofRound.get("nothing")));
            }
        }
        micros.forEach(AccessLogCost::print);
        System.out.println(meters.scrape()
                .lines()
                .filter(line -> line.startsWith("slotkeeper_access"))
                .toList());
    }

    private double microsEach(Consumer<Line> way) {
        long before = PROCESS.getProcessCpuTime();
        for (int at = 0; at < TURNS; at++) {
            for (int line = 0; line < LINES_A_TURN; line++) {
                way.accept(new Line(
                        "GET",
                        Optional.of(AllRoutes.of(FhirApi.SLOT_SEARCH)),
                        200,
                        "",
                        1_234_567L + at,
                        12_345,
                        new AccessLog.Correlation(ID, "")));
            }
            LockSupport.parkNanos(PACE_NANOS);
        }
        return (PROCESS.getProcessCpuTime() - before) / 1e3 / (TURNS * LINES_A_TURN);
    }

    /** As a front does: what has gathered goes on about each tenth of a second. */
    private void write(Line line) {
        log.write(line);
        if (++turn % (100 * LINES_A_TURN) == 0) {
            log.handOver();
        }
    }

    private static void tell(Logger library, Line line) {
        library.atInfo()
                .addKeyValue("method", line.method())
                .addKeyValue(
                        "route",
                        line.route().map(route -> route.operation().template()).orElse("none"))
                .addKeyValue("status", line.status())
                .addKeyValue("code", line.code())
                .addKeyValue("ms", line.nanos() / 1_000_000)
                .addKeyValue("bytes", line.bytes())
                .addKeyValue("request", line.correlation().requestId())
                .log("request answered");
    }

    private Logger byTheLibrary() {
        AsyncAppender queue = new AsyncAppender();
        queue.setContext(shipped);
        queue.setQueueSize(8_192);
        queue.setNeverBlock(true);
        queue.setDiscardingThreshold(0);
        queue.addAppender(ShippedLogging.lines(shipped));
        queue.start();
        Logger logger = shipped.getLogger("as-before");
        logger.setAdditive(false);
        logger.addAppender(queue);
        return logger;
    }

    private LineWriter.Output output() {
        Logger access = shipped.getLogger("access");
        return new LineWriter.Output() {
            @Override
            public boolean isOn() {
                return access.isInfoEnabled();
            }

            @Override
            public void write(String lines) {
                access.info(lines);
            }
        };
    }

    private static void print(String way, List<Double> micros) {
        List<Double> sorted = micros.stream().sorted().toList();
        System.out.printf(
                "%-16s %6.2f us a line (%.2f to %.2f)%n",
                way, sorted.get(sorted.size() / 2), sorted.get(0), sorted.get(sorted.size() - 1));
    }
}
