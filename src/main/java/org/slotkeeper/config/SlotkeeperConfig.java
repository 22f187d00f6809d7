package org.slotkeeper.config;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The whole configuration, section by section. A section that exists is right: its constructor has
 * checked it and names the key that is not.
 */
public record SlotkeeperConfig(
        Doors doors,
        Stores stores,
        IdentitySection identity,
        BookingSection booking,
        ReconcileSection reconcile,
        PracticeSection practice,
        TracingSection tracing) {

    /** Has no key of its own: its parts have theirs where it stands. */
    interface Group {}

    /** Where a process listens. */
    public record Doors(GatewaySection gateway, Listener engine, Listener management) implements Group {}

    public record Stores(PostgresSection postgres, RedisSection redis) implements Group {}

    public record Listener(String host, int port) {
        public Listener {
            require(port >= 0 && port <= 65_535, "a port must be 0 to 65535, not " + port);
        }
    }

    public record GatewaySection(
            Listener listener,
            String publicUrl,
            int inFlightMax,
            boolean accessLog,
            require(inFlightMax >= 1, "gateway.inFlightMax must be at least 1");
        }
    }

    /** How long a door waits. */
    public record Times(Duration deadline, Duration drainTime, Duration idleTimeout) implements Group {
        public Times {
            Times times,
            Forwarding forwarding) {
        public GatewaySection {
            require(deadline.compareTo(Duration.ofMillis(100)) >= 0, "gateway.deadline must be at least PT0.1S");
            require(
                    deadline.compareTo(Duration.ofSeconds(25)) <= 0,
                    "gateway.deadline must be at most PT25S, well within booking.confirmLease");
            require(
                    idleTimeout.compareTo(Duration.ofSeconds(30)) >= 0
                            && idleTimeout.compareTo(Duration.ofHours(2)) <= 0,
                    "gateway.idleTimeout must be from PT30S to PT2H");
        }
    }

    /** To engines that are elsewhere. */
    public record Forwarding(List<String> engines, Duration connectionLifetime) implements Group {
        public Forwarding {
            engines = List.copyOf(engines);
            require(
                    connectionLifetime.compareTo(Duration.ofSeconds(1)) >= 0
                            && connectionLifetime.compareTo(Duration.ofHours(1)) <= 0,
                    "gateway.connectionLifetime must be from PT1S to PT1H");

        private static final Pattern ENGINE =
                Pattern.compile("http://([^/:?#@\\s\\[\\]]+|\\[[0-9a-fA-F:.]+]):\\d{1,5}/?");

        }
    }
            require(!engines.isEmpty(), "gateway.engines must name one engine at least, http://host:port");
            engines.forEach(engine -> require(
                    ENGINE.matcher(engine).matches(),
                    "gateway.engines must be http://host:port each, comma-separated, not " + engine));

    /** @param host one server or several, separated by commas */
    public record PostgresSection(String host, int port, String database, String user, Secret password) {

        private static final Pattern SERVER = Pattern.compile("([^,:\\s\\[\\]]+|\\[[0-9a-fA-F:.]+])(:\\d{1,5})?");

        public PostgresSection {
            require(
                    Arrays.stream(host.split(",", -1))
                            .allMatch(server -> SERVER.matcher(server.trim()).matches()),
                    "postgres.host must be a name, or several separated by commas, each with a port after a colon if it has its own, not "
                            + host);
        }
    }

    public record RedisSection(
            String host, int port, List<String> nodes, Secret password, Duration timeout, int engines) {
        public RedisSection {
            require(
                    nodes.stream().allMatch(node -> node.matches(".+:[0-9]{1,5}")),
                    "redis.nodes must be host:port, comma-separated, not " + String.join(",", nodes));
            require(engines >= 1, "redis.engines must be at least 1");
            nodes = List.copyOf(nodes);
            require(timeout.compareTo(Duration.ofMillis(10)) >= 0, "redis.timeout must be at least PT0.01S");
        }
    }

    /**
     * @param patientsWithoutPractice where a patient counts as registered whose token does not say:
     * nowhere or anywhere
     */
    public record IdentitySection(
            String issuer,
            String audience,
            String jwksUrl,
            Duration tokenLifeMax,
            String patientsWithoutPractice,
            boolean nonceTaken) {

        private static final String ANYWHERE = "anywhere";

        public IdentitySection {
            require(
                    patientsWithoutPractice.equals("nowhere") || patientsWithoutPractice.equals(ANYWHERE),
                    "identity.patientsWithoutPractice must be nowhere or anywhere, not " + patientsWithoutPractice);
            require(!audience.isBlank(), "identity.audience must be set");
            require(tokenLifeMax.compareTo(Duration.ofDays(1)) <= 0, "identity.tokenLifeMax must be at most PT24H");
        }

        public boolean registeredAnywhere() {
            return patientsWithoutPractice.equals(ANYWHERE);
        }
    }

    public record BookingSection(
            Duration holdTimeToLive,
            Duration confirmLease,
            Duration requestMemory,
            Duration refusalMemory,
            int slotsPerAppointmentMax,
            Secret secret) {
        private static final Duration MEMORY_MAX = Duration.ofDays(7);

        public BookingSection {
            require(
                    requestMemory.compareTo(confirmLease) > 0,
                    "booking.requestMemory must be longer than booking.confirmLease");
            require(
                    requestMemory.compareTo(holdTimeToLive) > 0,
                    "booking.requestMemory must be longer than booking.holdTimeToLive");
            require(
                    refusalMemory.compareTo(confirmLease) >= 0,
                    "booking.refusalMemory must be at least booking.confirmLease");
            require(
                    requestMemory.compareTo(MEMORY_MAX) <= 0 && refusalMemory.compareTo(MEMORY_MAX) <= 0,
                    "booking.requestMemory and booking.refusalMemory must be at most P7D");
        }
    }

    public record ReconcileSection(
            boolean continuously, Duration roundTime, Duration ledgerRoundTime, Duration pause, boolean repair) {
        public ReconcileSection {
            require(roundTime.compareTo(Duration.ofSeconds(5)) >= 0, "reconcile.roundTime must be at least PT5S");
            require(pause.toMillis() >= 1, "reconcile.pause must be at least PT0.001S");
            require(
                    ledgerRoundTime.compareTo(Duration.ofMinutes(1)) >= 0,
                    "reconcile.ledgerRoundTime must be at least PT1M");
        }
    }

    public record PracticeSection(
            Duration bookableAhead, Duration notice, Duration cancelNotice, int appointmentsPerPatientMax) {}

    /** @param endpoint empty for no traces */
    public record TracingSection(
            String endpoint, double sampleShare, boolean trustCallers, int queueMax, Duration timeout) {
        public TracingSection {
            require(
                    endpoint.isEmpty() || endpoint.matches("https?://[^/?#@\\s]+(/[^?#\\s]*)?"),
                    "tracing.endpoint must be http://host:port/path, or empty, not " + endpoint);
            require(sampleShare >= 0 && sampleShare <= 1, "tracing.sampleShare must be from 0 to 1");
            require(queueMax >= 1 && queueMax <= 100_000, "tracing.queueMax must be from 1 to 100000");
            require(
                    timeout.compareTo(Duration.ofMillis(100)) >= 0 && timeout.compareTo(Duration.ofSeconds(30)) <= 0,
                    "tracing.timeout must be from PT0.1S to PT30S");
        }

        public boolean isOn() {
            return !endpoint.isEmpty();
        }
    }

    /** Never printed. */
    public record Secret(String value) {
        public boolean isSet() {
            return !value.isEmpty();
        }

        public byte[] bytes() {
            return value.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String toString() {
            return "***";
        }
    }

    /** @throws BadConfig if a value cannot be used */
    public static SlotkeeperConfig of(ConfigTree tree) {
        Reader read = new Reader(tree);
        try {
            return read.section("", SlotkeeperConfig.class);
        } catch (IllegalArgumentException unusable) {
            throw new BadConfig(String.valueOf(unusable.getMessage()));
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new BadConfig(otherwise);
        }
    }

    /**
     * Reads each part of a section by the key that is named like it. Jackson would bind the records
     * too, but it knows neither which key a value is of nor that it may be in a file beside, and
     * both are what is told of a wrong one.
     */
    private record Reader(ConfigTree tree) {

        <S extends Record> S section(String prefix, Class<S> type) {
            RecordComponent[] parts = type.getRecordComponents();
            Class<?>[] types =
                    Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
            Object[] values = Arrays.stream(parts)
                    .map(part -> value(prefix, part.getName(), part.getType()))
                    .toArray();
            try {
                return type.getDeclaredConstructor(types).newInstance(values);
            } catch (InvocationTargetException refused) {
                if (refused.getCause() instanceof RuntimeException why) {
                    throw why;
                }
                throw new IllegalStateException(refused);
            } catch (ReflectiveOperationException impossible) {
                throw new IllegalStateException("a section is a record of this class", impossible);
            }
        }

        private Object value(String prefix, String name, Class<?> type) {
            String key = prefix + name;
            if (type == String.class) {
                return tree.text(key);
            } else if (type == int.class) {
                return whole(key);
            } else if (type == double.class) {
                return share(key);
            } else if (type == boolean.class) {
                return truth(key);
            } else if (type == Duration.class) {
                return duration(key);
            } else if (type == List.class) {
                return texts(key);
            } else if (type == Secret.class) {
                return secret(key);
            }
            // Where the gateway listens is said in its own section.
            boolean isWithin = Group.class.isAssignableFrom(type) || (type == Listener.class && !prefix.isEmpty());
            return section(isWithin ? prefix : key + '.', type.asSubclass(Record.class));
        }

        private List<String> texts(String key) {
            return Arrays.stream(tree.text(key).split(","))
                    .map(String::trim)
                    .filter(text -> !text.isEmpty())
                    .toList();
        }

        private int whole(String key) {
            try {
                return Integer.parseInt(tree.text(key));
            } catch (NumberFormatException notWhole) {
                throw new BadConfig(key + " must be a whole number, not " + tree.text(key));
            }
        }

        private double share(String key) {
            try {
                return Double.parseDouble(tree.text(key));
            } catch (NumberFormatException notNumber) {
                throw new BadConfig(key + " must be a number like 0.01, not " + tree.text(key));
            }
        }

        private boolean truth(String key) {
            String text = tree.text(key);
            require(text.equals("true") || text.equals("false"), key + " must be true or false, not " + text);
            return text.equals("true");
        }

        private Duration duration(String key) {
            try {
                return Duration.parse(tree.text(key));
            } catch (DateTimeParseException notDuration) {
                throw new BadConfig(key + " must be a duration like PT5S or P42D, not " + tree.text(key));
            }
        }

        private Secret secret(String key) {
            String file = tree.text(key + "File");
            if (file.isEmpty()) {
                return new Secret(tree.text(key));
            }
            require(
                    tree.text(key).isEmpty(),
                    key + " and " + key + "File are both set: set one, and the other one to nothing");
            try {
                // Editors and shells end a file with a new line, which is no part of the secret.
                return new Secret(Files.readString(Path.of(file)).replaceFirst("[\\r\\n]+$", ""));
            } catch (IOException unreadable) {
                throw new BadConfig(key + "File names " + file + ", which cannot be read");
            }
        }
    }
}
