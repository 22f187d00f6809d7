package org.slotkeeper.cost;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slotkeeper.cost.Contestant.Door;
import org.slotkeeper.load.kit.Child;

/** Starts what is compared. Each has a Postgres and a Redis of its own from the same builds with the same settings. */
public final class Contestants {

    public static final List<String> NAMES =
            List.of("slotkeeper", "slotkeeper-log", "floor", "jpa-unique", "jpa-lock", "hapi");
    private static final Duration PATIENCE = Duration.ofSeconds(180);
    /** A FHIR store takes hundreds of writes a second: publishing for all practices would take longer than the measurement. */
    private static final int HAPI_PRACTICES = 2;

    private final Path home;
    private final Path work;
    private final Cast cast;

    /** @param home of the project @param work where everything is kept that the run makes */
    public Contestants(Path home, Path work, Cast cast) {
        this.home = home;
        this.work = work;
        this.cast = cast;
    }

    public Contestant start(String name, Issuer issuer) {
        Stores stores = Stores.start(directory(name));
        try {
            return switch (name) {
                case "slotkeeper" -> slotkeeper(stores, issuer);
                case "slotkeeper-log" -> logging(stores, issuer);
                case "floor" -> floor(stores);
                case "jpa-unique", "jpa-lock" -> jpa(name, stores);
                case "hapi" -> hapi(stores);
                default -> throw new IllegalArgumentException("nobody is called " + name + ": there are " + NAMES);
            };
        } catch (RuntimeException cause) {
            stores.close();
            throw cause;
        }
    }

    private Path directory(String name) {
        try {
            return Files.createDirectories(work.resolve(name));
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private Contestant slotkeeper(Stores stores, Issuer issuer) {
        Slotkeeper slotkeeper = new Slotkeeper(home, work.resolve("slotkeeper"), stores, issuer);
        Slotkeeper.Ports ports = Slotkeeper.Ports.free();
        Child both = slotkeeper.start("all", ports, "1g").process();
        slotkeeper.register(cast);
        Slotkeeper.Ports outside = Slotkeeper.Ports.free();
        Child gateway = slotkeeper
                .start("gateway", outside, "512m", "gateway.engines=http://127.0.0.1:" + ports.engine())
                .process();
        Map<String, Long> one = processes("JVM", both, stores, true);
        Map<String, Long> two = new LinkedHashMap<>(Map.of("gateway JVM", gateway.pid()));
        two.putAll(processes("engine JVM", both, stores, true));
        List<Door> doors = List.of(
                new Door("slotkeeper: engine alone", local(ports.engine()), one),
                new Door("slotkeeper: gateway and engine, one process", local(ports.gateway()), one),
                new Door("slotkeeper: gateway and engine, two processes", local(outside.gateway()), two));
        return new Contestant(
                "slotkeeper", cast, new SlotkeeperApi(cast, issuer), stores, List.of(both, gateway), doors);
    }

    /** As most run it: with a line of the access log for each request, here into a file. By the door that everybody is held against, so that the difference is the log. */
    private Contestant logging(Stores stores, Issuer issuer) {
        Slotkeeper slotkeeper = new Slotkeeper(home, work.resolve("slotkeeper-log"), stores, issuer);
        Slotkeeper.Ports ports = Slotkeeper.Ports.free();
        Child both =
                slotkeeper.start("all", ports, "1g", "gateway.accessLog=true").process();
        slotkeeper.register(cast);
        Door door = new Door(
                Figures.MEASURE + ", access log", local(ports.gateway()), processes("JVM", both, stores, true));
        return new Contestant(
                "slotkeeper-log", cast, new SlotkeeperApi(cast, issuer), stores, List.of(both), List.of(door));
    }

    private Contestant floor(Stores stores) {
        int port = Child.freePort();
        List<String> command = java("512m");
        Path target = home.resolve("load-tests/cost/floor/target");
        command.addAll(List.of(
                "-cp",
                target.resolve("floor.jar") + ":" + target.resolve("lib") + "/*",
                "org.slotkeeper.cost.floor.Floor",
                Integer.toString(port),
                stores.addresses().postgres().host(),
                Integer.toString(stores.addresses().postgres().port()),
                stores.addresses().postgres().database(),
                stores.addresses().postgres().user(),
                stores.addresses().postgres().password(),
                stores.addresses().redis().uri()));
        Child server = Child.start("floor", command, work.resolve("floor/floor.log"))
                .awaitReady(local(port).resolve("/ready"), PATIENCE);
        Set<Operation> operations = EnumSet.of(Operation.SEARCH, Operation.BOOK, Operation.LOST_RACE);
        return new Contestant(
                "floor",
                cast,
                new PlainApi(cast, operations),
                stores,
                List.of(server),
                List.of(new Door(
                        "bare floor: Vert.x, Lua, batched insert",
                        local(port),
                        processes("JVM", server, stores, true))));
    }

    private Contestant jpa(String name, Stores stores) {
        int port = Child.freePort();
        boolean locks = name.equals("jpa-lock");
        List<String> command = java("1g");
        command.addAll(List.of(
                "-jar",
                home.resolve("load-tests/cost/jpa/target/jpa.jar").toString(),
                "--server.port=" + port,
                "--server.address=127.0.0.1",
                "--spring.profiles.active=" + (locks ? "lock" : "unique")));
        command.addAll(springDatabase(stores));
        Child server = Child.start(name, command, work.resolve(name + "/" + name + ".log"))
                .awaitReady(
                        local(port).resolve("/slots?practice=none&from=2000-01-01&to=2000-01-02&count=1"), PATIENCE);
        String words = "Spring Boot 4 and JPA, " + (locks ? "pessimistic lock" : "unique constraint");
        return new Contestant(
                name,
                cast,
                new PlainApi(cast, EnumSet.allOf(Operation.class)),
                stores,
                List.of(server),
                List.of(new Door(words, local(port), processes("JVM", server, stores, false))));
    }

    private Contestant hapi(Stores stores) {
        int port = Child.freePort();
        Cast fewer = new Cast(
                HAPI_PRACTICES, Math.min(cast.patients(), HAPI_PRACTICES * cast.patients() / cast.practices()));
        List<String> command = java("2g");
        Path target = home.resolve("load-tests/cost/hapi/target");
        command.addAll(List.of(
                "-cp",
                target.resolve("hapi.jar") + ":" + target.resolve("lib") + "/*",
                "org.slotkeeper.cost.hapi.HapiServer",
                Integer.toString(port),
                stores.addresses().postgres().jdbcUrl(),
                stores.addresses().postgres().user(),
                stores.addresses().postgres().password()));
        Child server = Child.start("hapi", command, work.resolve("hapi/hapi.log"))
                .awaitReady(local(port).resolve("/fhir/Slot?_count=1"), PATIENCE);
        return new Contestant(
                "hapi",
                fewer,
                new HapiApi(fewer),
                stores,
                List.of(server),
                List.of(new Door("HAPI FHIR JPA 8.6.1", local(port), processes("JVM", server, stores, false))));
    }

    /** The command of a JVM with the heap and the collector that everybody gets, and on JDK 24 and 25 with Netty's unchecked buffers, which older ones have anyway. */
    static List<String> java(String heap) {
        List<String> command = Child.jvm(heap);
        command.addAll(List.of("-XX:+UseG1GC", "--enable-native-access=ALL-UNNAMED"));
        int version = Runtime.version().feature();
        if (version == 24 || version == 25) {
            command.addAll(List.of("--sun-misc-unsafe-memory-access=allow", "-Dio.netty.noUnsafe=false"));
        }
        return command;
    }

    private static List<String> springDatabase(Stores stores) {
        return List.of(
                "--spring.datasource.url=" + stores.addresses().postgres().jdbcUrl(),
                "--spring.datasource.username=" + stores.addresses().postgres().user(),
                "--spring.datasource.password=" + stores.addresses().postgres().password());
    }

    private static Map<String, Long> processes(String jvm, Child server, Stores stores, boolean hasRedis) {
        Map<String, Long> processes = new LinkedHashMap<>();
        processes.put(jvm, server.pid());
        processes.put("Postgres", stores.postgresPid());
        if (hasRedis) {
            processes.put("Redis", stores.redisPid());
        }
        return processes;
    }

    private static URI local(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }
}
