package org.slotkeeper.cost;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.slotkeeper.load.kit.Child;

/** Starts the built jar as an operator would: `serve`, over stores that are there already, with an issuer of its own. */
public final class Slotkeeper {

    private static final int ATTEMPTS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(180);

    private final Path home;
    private final Path work;
    private final List<String> settings;

    public Slotkeeper(Path home, Path work, Stores stores, Issuer issuer) {
        this.home = home;
        this.work = work;
        this.settings = new ArrayList<>(issuer.settings());
        settings.addAll(List.of(
                "postgres.host=" + stores.addresses().postgres().host(),
                "postgres.port=" + stores.addresses().postgres().port(),
                "postgres.database=" + stores.addresses().postgres().database(),
                "postgres.user=" + stores.addresses().postgres().user(),
                "postgres.password=" + stores.addresses().postgres().password(),
                "redis.host=" + stores.addresses().redis().host(),
                "redis.port=" + stores.addresses().redis().port(),
                "booking.secret=only-for-the-time-of-a-run",
                "gateway.host=127.0.0.1",
                "gateway.accessLog=false",
                "practice.appointmentsPerPatientMax=20"));
    }

    /** @param management answers whether the process is ready */
    public record Ports(int gateway, int engine, int management) {
        public static Ports free() {
            return new Ports(Child.freePort(), Child.freePort(), Child.freePort());
        }

        public URI ready() {
            return URI.create("http://127.0.0.1:" + management + "/health/ready");
        }

        public URI metrics() {
            return URI.create("http://127.0.0.1:" + management + "/metrics");
        }
    }

    /** @param seconds from the start of the process until it was ready */
    public record Started(Child process, double seconds) {}

    /** Starts a process and waits until it is ready. One that does not come up is started again, as whatever runs it in service would. */
    public Started start(String role, Ports ports, String heap, String... more) {
        for (int attempt = 1; ; attempt++) {
            long begun = System.nanoTime();
            Child child =
                    Child.start("slotkeeper " + role, command(role, ports, heap, more), work.resolve(role + ".log"));
            try {
                child.awaitReady(ports.ready(), PATIENCE);
                return new Started(child, (System.nanoTime() - begun) / 1e9);
            } catch (IllegalStateException notUp) {
                child.close();
                if (attempt == ATTEMPTS) {
                    throw notUp;
                }
                System.err.println("slotkeeper " + role + ": did not come up, is started again");
            }
        }
    }

    private List<String> command(String role, Ports ports, String heap, String... more) {
        List<String> command = Contestants.java(heap);
        command.addAll(List.of(
                "-XX:MaxGCPauseMillis=50",
                "-jar",
                jar(),
                "serve",
                "--config",
                configuration(),
                "--role",
                role.toUpperCase(Locale.ROOT)));
        set(
                command,
                List.of(
                        "gateway.port=" + ports.gateway(),
                        "engine.port=" + ports.engine(),
                        "management.port=" + ports.management()));
        set(command, settings);
        set(command, List.of(more));
        return command;
    }

    /** Makes the practices known; the tables must be there. */
    public void register(Cast cast) {
        Path list = work.resolve("practices.csv");
        List<String> lines = new ArrayList<>(List.of("ods_code,name,postcode,sub_icb,pcn,list_size"));
        IntStream.range(0, cast.practices())
                .mapToObj(cast::practice)
                .forEach(code -> lines.add(code + ",BENCH SURGERY " + code + ",ZZ1 1ZZ,,,10000"));
        try {
            Files.write(list, lines);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
        List<String> command = Contestants.java("256m");
        command.addAll(List.of("-jar", jar(), "import", "--config", configuration()));
        set(command, settings);
        command.addAll(List.of("practices", list.toString()));
        Child.run("import practices", command, work.resolve("import.log"));
    }

    /** Holds inventory and ledger against each other, and the ledger against itself; fails if they differ. */
    public void reconcile() {
        List<String> command = Contestants.java("512m");
        command.addAll(List.of("-jar", jar(), "reconcile", "--config", configuration(), "--report"));
        set(command, settings);
        Child.run("reconcile", command, work.resolve("reconcile.log"));
    }

    private static void set(List<String> command, List<String> settings) {
        settings.forEach(setting -> command.addAll(List.of("--set", setting)));
    }

    private String jar() {
        return home.resolve("target/slotkeeper.jar").toString();
    }

    private String configuration() {
        return home.resolve("config/slotkeeper.yaml").toString();
    }
}
