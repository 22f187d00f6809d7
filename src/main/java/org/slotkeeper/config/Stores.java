package org.slotkeeper.config;

import static org.slotkeeper.config.BadConfig.SECTION;
import static org.slotkeeper.config.Port.isPort;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the two stores are, and who we are there. */
public record Stores(PostgresSection postgres, RedisSection redis) implements Group {

    /**
     * Whether the way to a store is encrypted, and who must be at its other end.
     *
     * @param tls disable, require or verify-full, as Postgres' own clients say it
     * @param caFile authorities that the store's certificate may be of; empty for the JVM's
     */
    public record Tls(String tls, String caFile, String certificateFile, String keyFile) implements Group {

        private static final String VERIFY = "verify-full";
        private static final Set<String> MODES = Set.of("disable", "require", VERIFY);

        public Tls {
            new Faults()
                    .unless(MODES.contains(tls), SECTION + "tls must be disable, require or verify-full, not " + tls)
                    .unless(
                            caFile.isEmpty() || tls.equals(VERIFY),
                            SECTION + "caFile is looked at by verify-full only: set " + SECTION + "tls to it")
                    .unless(
                            certificateFile.isEmpty() == keyFile.isEmpty(),
                            SECTION + "certificateFile and " + SECTION + "keyFile go together: set both or none")
                    .unless(
                            certificateFile.isEmpty() || !tls.equals("disable"),
                            SECTION + "certificateFile is shown over TLS only: set " + SECTION
                                    + "tls to require or verify-full")
                    .unless(isFile(caFile), notRead("caFile", caFile))
                    .unless(isFile(certificateFile), notRead("certificateFile", certificateFile))
                    .unless(isFile(keyFile), notRead("keyFile", keyFile))
                    .tell();
        }

        public boolean isVerified() {
            return tls.equals(VERIFY);
        }

        private static boolean isFile(String path) {
            return path.isEmpty() || (Files.isReadable(Path.of(path)) && !Files.isDirectory(Path.of(path)));
        }

        private static String notRead(String name, String path) {
            return SECTION + name + " names " + path + ", which cannot be read";
        }
    }

    /** @param host one server or several, separated by commas */
    public record PostgresSection(String host, int port, String database, String user, Secret password, Tls tls) {

        private static final Pattern SERVER = Pattern.compile("([^,:\\s\\[\\]]+|\\[[0-9a-fA-F:.]+])(:(\\d{1,5}))?");

        public PostgresSection {
            new Faults()
                    .unless(
                            Arrays.stream(host.split(",", -1)).allMatch(PostgresSection::isServer),
                            "postgres.host must be a name, or several separated by commas, each with a port after a colon if it has its own, not "
                                    + host)
                    .unless(isPort(port), "postgres.port must be 1 to 65535, not " + port)
                    .unless(!database.isBlank(), "postgres.database must be a name")
                    .unless(!user.isBlank(), "postgres.user must be a name")
                    .tell();
        }

        private static boolean isServer(String text) {
            Matcher parts = SERVER.matcher(text.trim());
            return parts.matches() && (parts.group(3) == null || isPort(parts.group(3)));
        }
    }

    /** One Redis, or nodes of a cluster. */
    public record Inventory(String host, int port, List<String> nodes, int database, String keyPrefix)
            implements Group {

        private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9._:-]{0,64}");
        private static final Pattern NODE = Pattern.compile("(\\S+):(\\d{1,5})");

        public Inventory {
            nodes = List.copyOf(nodes);
            new Faults()
                    .unless(!nodes.isEmpty() || !host.isBlank(), "redis.host must be a name or an address")
                    .unless(isPort(port), "redis.port must be 1 to 65535, not " + port)
                    .unless(
                            nodes.stream().allMatch(Inventory::isNode),
                            "redis.nodes must be host:port, comma-separated, not " + String.join(",", nodes))
                    .unless(database >= 0, "redis.database must be at least 0")
                    .unless(
                            database == 0 || nodes.isEmpty(),
                            "redis.database must be 0 with redis.nodes: a cluster has one")
                    .unless(
                            PREFIX.matcher(keyPrefix).matches(),
                            "redis.keyPrefix must be up to 64 letters, digits, dots, colons, dashes and underscores, not "
                                    + keyPrefix)
                    .tell();
        }

        private static boolean isNode(String text) {
            Matcher parts = NODE.matcher(text);
            return parts.matches() && isPort(parts.group(2));
        }
    }

    /** @param user empty for the one that there is without a name */
    public record Account(String user, Secret password) implements Group {}

    public record RedisSection(Inventory inventory, Account account, Tls tls, Duration timeout, int engines) {
        public RedisSection {
            new Faults()
                    .unless(engines >= 1, "redis.engines must be at least 1")
                    .unless(
                            account.user().isEmpty() || account.password().isSet(),
                            "redis.user has no password: set redis.password or redis.passwordFile")
                    .unless(timeout.compareTo(Duration.ofMillis(10)) >= 0, "redis.timeout must be at least PT0.01S")
                    .tell();
        }
    }
}
