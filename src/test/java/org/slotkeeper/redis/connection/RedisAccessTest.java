package org.slotkeeper.redis.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.slotkeeper.booking.InventoryRequests.DAY;
import static org.slotkeeper.booking.InventoryRequests.NOW;
import static org.slotkeeper.redis.inventory.RedisFixture.done;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.platform.ScriptText;
import org.slotkeeper.redis.inventory.RedisFixture;
import org.slotkeeper.standalone.EmbeddedRedis;
import org.slotkeeper.standalone.RedisAddress;
import org.slotkeeper.testing.Certificate;
import org.slotkeeper.testing.Patience;
import org.slotkeeper.testing.RedisTalk;

/** A Redis as others run it: with users and their rights, over TLS, with others' keys beside ours. */
final class RedisAccessTest {

    private static final String PASSWORD = "of-a-test";
    private static final String PREFIX = "clinics:";
    private static final Pattern CALL = Pattern.compile("redis\\.call\\('([A-Z]+)'");
    private static final Pattern TRIED = Pattern.compile("try\\('([A-Z]+)'");

    private static EmbeddedRedis redis;
    private static Certificate server;
    private static Certificate stranger;
    private static Certificate client;
    private static int tlsPort;

    @BeforeAll
    static void start(@TempDir Path directory) throws IOException {
        Path certificates = Files.createDirectory(directory.resolve("certificates"));
        server = Certificate.of(certificates, "server", "ip:127.0.0.1");
        stranger = Certificate.of(certificates, "stranger", "ip:127.0.0.1");
        client = Certificate.of(certificates, "client", "dns:client");
        // Redis is another user, if we are root.
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            tlsPort = free.getLocalPort();
        }
        redis = EmbeddedRedis.start(
                directory.resolve("redis"),
                Map.of(
                        "databases", "4",
                        "tls-port", Integer.toString(tlsPort),
                        "tls-cert-file", server.file().toString(),
                        "tls-key-file", server.keyFile().toString(),
                        "tls-ca-cert-file", client.file().toString(),
                        "tls-auth-clients", "yes"));
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @BeforeEach
    void empty() {
        say("FLUSHALL");
        say("SCRIPT", "FLUSH");
        say("ACL", "DELUSER", "slotkeeper");
    }

    @CanIgnoreReturnValue
    private static List<String> say(String... words) {
        return RedisTalk.say(redis.address(), words);
    }

    private static ConnectionSettings plain() {
        return RedisFixture.patient(redis.address());
    }

    private static ConnectionSettings asUser(String password) {
        return ConnectionSettings.of(
                        redis.address().host(), redis.address().port(), password, Patience.LONG.dividedBy(4))
                .as("slotkeeper");
    }

    private static ConnectionSettings overTls(RedisTls tls) {
        return RedisFixture.patient(new RedisAddress("127.0.0.1", tlsPort)).over(tls);
    }

    /** As operators are told to give them, word by word. */
    private static List<String> documentedRights() {
        try (Stream<String> lines = Files.lines(Path.of("src/docs/OPERATING.md"))) {
            String line = lines.filter(one -> one.startsWith("ACL SETUSER slotkeeper "))
                    .findFirst()
                    .orElseThrow();
            return Arrays.asList(line.split(" "));
        } catch (IOException cause) {
            throw new IllegalStateException(cause);
        }
    }

    /** @param change the rights that are left, or others */
    private static void giveRights(UnaryOperator<String> change) {
        List<String> words = new ArrayList<>();
        for (String word : documentedRights()) {
            String changed = change.apply(word.equals(">PASSWORD") ? ">" + PASSWORD : word);
            if (!changed.isEmpty()) {
                words.add(changed);
            }
        }
        assertThat(say(words.toArray(String[]::new))).containsExactly("OK");
    }

    private static void bookOne(RedisFixture fixture) {
        OdsCode practice = fixture.practice(DAY, 3);
        assertThat(done(fixture.inventory.availability(practice, List.of(DAY), NOW))
                        .on(DAY)
                        .cardinality())
                .isEqualTo(3);
    }

    private static Optional<String> whyDenied(ConnectionSettings settings) {
        try (RedisFixture fixture = new RedisFixture(settings)) {
            return done(fixture.connections.whyDenied());
        }
    }

    @Test
    void theDocumentedRightsAreEnough() {
        giveRights(UnaryOperator.identity());

        try (RedisFixture fixture = new RedisFixture(asUser(PASSWORD))) {
            assertThat(done(fixture.connections.whyDenied())).isEmpty();
            done(fixture.connections.ping());
            bookOne(fixture);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "+hsetnx, HSETNX",
        "+zremrangebyrank, ZREMRANGEBYRANK",
        "+del, DEL",
        "+mget, MGET",
        "+set, SET",
        "~*, NOPERM",
        "+eval, NOPERM",
        "+evalsha, NOPERM"
    })
    void aRightThatIsMissingIsNamed(String right, String name) {
        assertThat(documentedRights()).contains(right);
        giveRights(word -> word.equals(right) ? (right.equals("~*") ? "~others:*" : "") : word);

        assertThat(whyDenied(asUser(PASSWORD))).hasValueSatisfying(why -> assertThat(why)
                .startsWith("Redis denies us something (" + name)
                .contains("redis.user"));
    }

    @ParameterizedTest
    @CsvSource({"+info, NOPERM", "'', WRONGPASS"})
    void whoIsNotLetInIsToldInRedisWords(String right, String word) {
        giveRights(one -> one.equals(right) ? "" : one);
        String password = right.isEmpty() ? "another" : PASSWORD;

        try (RedisFixture fixture = new RedisFixture(asUser(password))) {
            Throwable cause = catchThrowable(() -> done(fixture.connections.whyDenied()));
            assertThat(cause).rootCause().isInstanceOfSatisfying(RedisAway.class, away -> {
                assertThat(away.isDenied()).isTrue();
                assertThat(away).hasMessageContaining(word).hasMessageContaining("redis.user");
            });
        }
    }

    /** Nothing that a script does is first tried by a patient. */
    @Test
    void everyCommandOfAScriptIsTriedAndDocumented() {
        Set<String> called = new TreeSet<>();
        for (LuaScript script : LuaScript.values()) {
            Matcher call = CALL.matcher(ScriptText.at("/lua/" + script.label() + ".lua"));
            while (call.find()) {
                called.add(call.group(1));
            }
        }
        Set<String> tried = new TreeSet<>();
        Matcher found = TRIED.matcher(ScriptText.at("/lua/rights.lua"));
        while (found.find()) {
            tried.add(found.group(1));
        }

        assertThat(tried).isEqualTo(called);
        assertThat(documentedRights())
                .containsAll(called.stream()
                        .map(name -> "+" + name.toLowerCase(java.util.Locale.ROOT))
                        .toList());
    }

    @Test
    void encryptedWhoeverIsAtTheOtherEnd() {
        try (RedisFixture fixture = new RedisFixture(overTls(showing(false, "")))) {
            bookOne(fixture);
        }
    }

    @Test
    void aNodeOfAKnownAuthority() {
        try (RedisFixture fixture =
                new RedisFixture(overTls(showing(true, server.file().toString())))) {
            bookOne(fixture);
        }
    }

    @Test
    void aNodeOfAnotherAuthorityIsRefused() {
        assertRefused(showing(true, stranger.file().toString()), "certification path");
        assertRefused(showing(true, ""), "certification path");
    }

    @Test
    void whoShowsNoCertificateIsRefusedAsIsWhoSpeaksInTheClear() {
        assertRefused(new RedisTls(true, true, server.file().toString(), "", ""), "not reached");
        assertRefused(RedisTls.NONE, "not reached");
    }

    private static RedisTls showing(boolean isVerified, String caFile) {
        return new RedisTls(
                true,
                isVerified,
                caFile,
                client.file().toString(),
                client.keyFile().toString());
    }

    private static void assertRefused(RedisTls tls, String why) {
        ConnectionSettings quick = new ConnectionSettings(
                overTls(tls).options(),
                Patience.LONG.dividedBy(4),
                1_000,
                Duration.ofMillis(50),
                Duration.ofSeconds(2),
                List.of());
        try (RedisFixture fixture = new RedisFixture(quick)) {
            Throwable cause = catchThrowable(() -> done(fixture.connections.ping()));
            assertThat(cause).rootCause().isInstanceOf(RedisAway.class).hasMessageContaining(why);
        }
    }

    @Test
    void keysAreInTheDatabaseThatWasAskedFor() {
        try (RedisFixture fixture = new RedisFixture(plain().inDatabase(3))) {
            bookOne(fixture);
        }

        assertThat(say("DBSIZE")).containsExactly("0");
        assertThat(say("INFO", "keyspace").toString()).contains("db3:keys=").doesNotContain("db0:");
    }

    @Test
    void eachKeyBeginsWithThePrefixAndTheRightsMayEndThere() {
        giveRights(word -> word.equals("~*") ? "~" + PREFIX + "*" : word);
        say("SET", "{others}:key", "theirs");

        try (RedisFixture fixture = new RedisFixture(asUser(PASSWORD).withKeyPrefix(PREFIX))) {
            assertThat(done(fixture.connections.whyDenied())).isEmpty();
            bookOne(fixture);
        }

        List<String> keys = new ArrayList<>(say("KEYS", "*"));
        assertThat(keys.remove("{others}:key")).isTrue();
        assertThat(keys).isNotEmpty().allSatisfy(key -> assertThat(key).startsWith(PREFIX + "{T"));
    }
}
