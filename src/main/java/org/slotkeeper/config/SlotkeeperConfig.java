package org.slotkeeper.config;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
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
            Times times,
            Forwarding forwarding) {
        private static final Pattern ADDRESS =
                Pattern.compile("(https?://[A-Za-z0-9.\\[\\]:-]+(/[A-Za-z0-9._~-]+)*/*)?");

        public GatewaySection {
            require(
                    ADDRESS.matcher(publicUrl).matches(),
                    "gateway.publicUrl must be http:// or https:// with a host, and a path if there is one, or empty, not "
                            + publicUrl);
            publicUrl = publicUrl.replaceFirst("/+$", "");
            require(inFlightMax >= 1, "gateway.inFlightMax must be at least 1");
        }
    }

    /** How long a door waits. */
    public record Times(Duration deadline, Duration slowAfter, Duration drainTime, Duration idleTimeout)
            implements Group {
        public Times {
            require(slowAfter.toMillis() >= 1, "gateway.slowAfter must be at least PT0.001S");
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
    public record Forwarding(List<String> engines, Duration enginePatience, Duration connectionLifetime)
            implements Group {

        private static final Pattern ENGINE =
                Pattern.compile("http://([^/:?#@\\s\\[\\]]+|\\[[0-9a-fA-F:.]+]):(\\d{1,5})/?");

        public Forwarding {
            engines = List.copyOf(engines);
            require(!engines.isEmpty(), "gateway.engines must name one engine at least, http://host:port");
            var unused = addresses(engines);
            require(
                    enginePatience.compareTo(Duration.ofSeconds(2)) >= 0
                            && enginePatience.compareTo(Duration.ofMinutes(1)) <= 0,
                    "gateway.enginePatience must be from PT2S to PT1M");
            require(
                    connectionLifetime.compareTo(Duration.ofSeconds(1)) >= 0
                            && connectionLifetime.compareTo(Duration.ofHours(1)) <= 0,
                    "gateway.connectionLifetime must be from PT1S to PT1H");
        }

        /** An address of IPv6 without its brackets. */
        public record Engine(String host, int port) {}

        public List<Engine> addresses() {
            return addresses(engines);
        }

        /**
         * Names are taken as they are: java.net.URI knows of no host with an underscore, as the
         * services of a compose file have.
         */
        private static List<Engine> addresses(List<String> urls) {
            return urls.stream()
                    .map(url -> {
                        Matcher parts = ENGINE.matcher(url);
                        require(
                                parts.matches() && Integer.parseInt(parts.group(2)) <= 65_535,
                                "gateway.engines must be http://host:port each, comma-separated, not " + url);
                        return new Engine(parts.group(1).replaceAll("^\\[|]$", ""), Integer.parseInt(parts.group(2)));
                    })
                    .toList();
        }
    }

    /**
     * Whether the way to a store is encrypted, and who must be at its other end.
     *
     * @param tls disable, require or verify-full, as Postgres' own clients say it
     * @param caFile authorities that the store's certificate may be of; empty for the JVM's
     */
    public record Tls(String tls, String caFile, String certificateFile, String keyFile) implements Group {

        private static final Set<String> MODES = Set.of("disable", "require", "verify-full");

        void check(String section) {
            require(MODES.contains(tls), section + ".tls must be disable, require or verify-full, not " + tls);
            require(
                    caFile.isEmpty() || tls.equals("verify-full"),
                    section + ".caFile is looked at by verify-full only: set " + section + ".tls to it");
            require(
                    certificateFile.isEmpty() == keyFile.isEmpty(),
                    section + ".certificateFile and " + section + ".keyFile go together: set both or none");
            require(
                    certificateFile.isEmpty() || !tls.equals("disable"),
                    section + ".certificateFile is shown over TLS only: set " + section
                            + ".tls to require or verify-full");
            requireFile(section + ".caFile", caFile);
            requireFile(section + ".certificateFile", certificateFile);
            requireFile(section + ".keyFile", keyFile);
        }

        private static void requireFile(String key, String file) {
            require(
                    file.isEmpty() || Files.isReadable(Path.of(file)),
                    key + " names " + file + ", which cannot be read");
        }
    }

    /** @param host one server or several, separated by commas */
    public record PostgresSection(String host, int port, String database, String user, Secret password, Tls tls) {

        private static final Pattern SERVER = Pattern.compile("([^,:\\s\\[\\]]+|\\[[0-9a-fA-F:.]+])(:\\d{1,5})?");

        public PostgresSection {
            tls.check("postgres");
            require(
                    Arrays.stream(host.split(",", -1))
                            .allMatch(server -> SERVER.matcher(server.trim()).matches()),
                    "postgres.host must be a name, or several separated by commas, each with a port after a colon if it has its own, not "
                            + host);
        }
    }

    /** One Redis, or nodes of a cluster. */
    public record Inventory(String host, int port, List<String> nodes, int database, String keyPrefix)
            implements Group {

        private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9._:-]{0,64}");

        public Inventory {
            require(
                    nodes.stream().allMatch(node -> node.matches(".+:[0-9]{1,5}")),
                    "redis.nodes must be host:port, comma-separated, not " + String.join(",", nodes));
            nodes = List.copyOf(nodes);
            require(database >= 0, "redis.database must be at least 0");
            require(database == 0 || nodes.isEmpty(), "redis.database must be 0 with redis.nodes: a cluster has one");
            require(
                    PREFIX.matcher(keyPrefix).matches(),
                    "redis.keyPrefix must be up to 64 letters, digits, dots, colons, dashes and underscores, not "
                            + keyPrefix);
        }
    }

    /** @param user empty for the one that there is without a name */
    public record Account(String user, Secret password) implements Group {}

    public record RedisSection(Inventory inventory, Account account, Tls tls, Duration timeout, int engines) {
        public RedisSection {
            tls.check("redis");
            require(engines >= 1, "redis.engines must be at least 1");
            require(
                    account.user().isEmpty() || account.password().isSet(),
                    "redis.user has no password: set redis.password or redis.passwordFile");
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
        SectionReader read = new SectionReader(tree, Group.class, Listener.class, Secret.class);
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
}
