package org.slotkeeper.assembly;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.slotkeeper.config.SlotkeeperConfig;
import org.slotkeeper.config.Stores.Inventory;
import org.slotkeeper.platform.Version;

/**
 * What a process says of itself when its doors are open, and when it stops: the first that somebody
 * wants to know who reads its log.
 */
final class ProcessLines {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessLines.class);

    private ProcessLines() {}

    /** @param ports of the doors that are open, by their names */
    static void started(ProcessPlan plan, Map<String, Integer> ports, Duration took) {
        SlotkeeperConfig config = plan.config();
        LoggingEventBuilder line = LOG.atInfo()
                .addKeyValue("version", Version.text())
                .addKeyValue("java", Runtime.version().toString())
                .addKeyValue("role", plan.role().name().toLowerCase(Locale.ROOT))
                .addKeyValue("ports", ports)
                .addKeyValue("loops", plan.eventLoops())
                .addKeyValue("publicUrl", config.doors().gateway().publicUrl())
                .addKeyValue("issuer", config.identity().issuer())
                .addKeyValue("on", words(plan, true))
                .addKeyValue("off", words(plan, false))
                .addKeyValue("ms", took.toMillis());
        if (plan.role().hasEngine()) {
            Inventory inventory = config.stores().redis().inventory();
            line = line.addKeyValue("postgres", config.stores().postgres().host())
                    .addKeyValue(
                            "redis",
                            inventory.nodes().isEmpty()
                                    ? inventory.host() + ':' + inventory.port()
                                    : String.join(",", inventory.nodes()));
        } else {
            line = line.addKeyValue(
                    "engines",
                    String.join(",", config.doors().gateway().forwarding().engines()));
        }
        line.log("started");
        boolean isDemo = plan.demoKeys().isPresent();
        if (plan.role().hasGateway()
                && !isDemo
                && config.doors().gateway().publicUrl().isEmpty()) {
            LOG.warn("gateway.publicUrl is not set: links in answers may lead where no caller can go");
        }
    }

    /** @param underWay requests that are still worked on */
    static void stopping(long underWay) {
        LOG.atInfo().addKeyValue("requests", underWay).log("asked to stop");
    }

    /** @param left requests that were given up, because they took longer than the drain time */
    static void stopped(long left, Duration took) {
        LOG.atInfo()
                .addKeyValue("requests", left)
                .addKeyValue("ms", took.toMillis())
                .log("stopped");
    }

    private static String words(ProcessPlan plan, boolean on) {
        SlotkeeperConfig config = plan.config();
        Map<String, Boolean> switches = Map.of(
                "accessLog", config.doors().gateway().accessLog(),
                "tracing", config.tracing().isOn(),
                "demoTokens", plan.demoKeys().isPresent(),
                "reconcile", plan.role().hasEngine() && config.reconcile().continuously());
        return switches.entrySet().stream()
                .filter(one -> one.getValue() == on)
                .map(Map.Entry::getKey)
                .sorted()
                .collect(Collectors.joining(","));
    }
}
