package org.slotkeeper.redis.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.slotkeeper.booking.InventoryRequests.DAY;
import static org.slotkeeper.booking.InventoryRequests.NOW;
import static org.slotkeeper.testing.Futures.await;

import io.vertx.redis.client.RedisOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.platform.JvmAuthorities;
import org.slotkeeper.platform.Password;
import org.slotkeeper.platform.ScriptText;
import org.slotkeeper.redis.inventory.RedisFixture;
import org.slotkeeper.standalone.RedisAddress;
import org.slotkeeper.testing.Certificate;
import org.slotkeeper.testing.DocumentedRights;
import org.slotkeeper.testing.GuardedRedis;
import org.slotkeeper.testing.Patience;

/** A Redis as others run it: with users and their rights, over TLS, with others' keys beside ours. */
final class RedisAccessTest {

    private static final String PASSWORD = "of-a-test";
    private static final String PREFIX = "clinics:";
    private static final Pattern CALL = Pattern.compile("redis\\.call\\('([A-Z]+)'");
    private static final Pattern TRIED = Pattern.compile("try\\('([A-Z]+)'");

    private static GuardedRedis redis;
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
        redis = GuardedRedis.start(
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
        redis.say("FLUSHALL");
        redis.say("SCRIPT", "FLUSH");
        redis.say("ACL", "DELUSER", DocumentedRights.USER);
        redis.say("ACL", "SETUSER", "default", "reset");
        giveRights(UnaryOperator.identity());
    }

    private static ConnectionSettings asUser(String password) {
        return RedisFixture.patient(redis.address()).with(Password.of(password)).as(DocumentedRights.USER);
    }

    private static ConnectionSettings overTls(RedisTls tls) {
        return RedisFixture.patient(new RedisAddress("127.0.0.1", tlsPort))
                .with(Password.of(PASSWORD))
                .as(DocumentedRights.USER)
                .over(tls);
    }

    /** @param change the rights that are left, or others */
    private static void giveRights(UnaryOperator<String> change) {
        redis.say("ACL", "DELUSER", DocumentedRights.USER);
        assertThat(redis.say(DocumentedRights.given(PASSWORD, change))).containsExactly("OK");
    }

    private static void bookOne(RedisFixture fixture) {
        OdsCode practice = fixture.practice(DAY, 3);
        assertThat(await(fixture.inventory.availability(practice, List.of(DAY), NOW))
                        .on(DAY)
                        .cardinality())
                .isEqualTo(3);
    }

    private static Optional<String> whyDenied(ConnectionSettings settings) {
        try (RedisFixture fixture = new RedisFixture(settings)) {
            return await(fixture.connections.whyDenied());
        }
    }

    @Test
    void theDocumentedRightsAreEnough() {
        try (RedisFixture fixture = new RedisFixture(asUser(PASSWORD))) {
            assertThat(await(fixture.connections.whyDenied())).isEmpty();
            await(fixture.connections.ping());
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
        "+evalsha, NOPERM",
        "+ping, NOPERM"
    })
    void aRightThatIsMissingIsNamed(String right, String name) {
        assertThat(DocumentedRights.words()).contains(right);
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
            Throwable cause = catchThrowable(() -> await(fixture.connections.whyDenied()));
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
        assertThat(DocumentedRights.words())
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
        assertRefused(new RedisTls(true, true, server.file().toString(), "", ""), "");
        assertRefused(RedisTls.NONE, "not reached");
    }

    /** It would never be reached, however often it is tried. */
    @Test
    void whatWillNeverBeReachedByTheConfigurationIsToldFromWhatIsAway() {
        assertThat(refusal(overTls(showing(true, stranger.file().toString()))))
                .matches(RedisAway::isUnusable)
                .hasMessageContaining("redis.caFile");
        // Its certificate is for its address only.
        assertThat(refusal(ConnectionSettings.of("localhost", tlsPort, PASSWORD, Patience.LONG.dividedBy(4))
                        .as(DocumentedRights.USER)
                        .over(showing(true, server.file().toString()))))
                .matches(RedisAway::isUnusable)
                .hasMessageContaining("redis.tls");
        assertThat(refusal(asUser(PASSWORD).inDatabase(4)))
                .matches(RedisAway::isUnusable)
                .hasMessageContaining("redis.database")
                .hasMessageContaining("DB index is out of range");
        assertThat(refusal(RedisFixture.patient(new RedisAddress("127.0.0.1", 1))))
                .matches(away -> !away.isUnusable() && !away.isDenied());
    }

    /** Whoever asks after the first connection has failed hears what it failed of. */
    @Test
    void thatWeAreNotLetInIsToldToWhoeverAsksLater() {
        try (RedisFixture fixture = new RedisFixture(asUser("another"))) {
            for (int ask = 0; ask < 20; ask++) {
                Throwable cause = catchThrowable(() -> await(fixture.connections.ping()));
                assertThat(cause).rootCause().isInstanceOfSatisfying(RedisAway.class, away -> assertThat(away)
                        .matches(RedisAway::isDenied)
                        .hasMessageContaining("WRONGPASS"));
            }
        }
    }

    /** Nothing is said before we have said who we are. */
    @Test
    void theUserWithoutANameNeedsNoRights() {
        redis.say("ACL", "SETUSER", "default", "on", "nopass", "-@all");

        try (RedisFixture fixture = new RedisFixture(asUser(PASSWORD))) {
            assertThat(await(fixture.connections.whyDenied())).isEmpty();
            bookOne(fixture);
        }
    }

    @Test
    void aPasswordWithoutAUserIsTheOneOfTheUserWithoutAName() {
        redis.say("ACL", "SETUSER", "default", "on", ">" + PASSWORD, "~*", "+@all");

        try (RedisFixture fixture =
                new RedisFixture(RedisFixture.patient(redis.address()).with(Password.of(PASSWORD)))) {
            bookOne(fixture);
        }
    }

    private static RedisAway refusal(ConnectionSettings settings) {
        try (RedisFixture fixture = new RedisFixture(settings)) {
            Throwable cause = catchThrowable(() -> await(fixture.connections.ping()));
            return (RedisAway) cause.getCause().getCause();
        }
    }

    /** A certificate is renewed by putting the new one in the place of the old one. */
    @Test
    void filesAreReadForEachConnection(@TempDir Path directory) throws IOException {
        Path known = Files.writeString(directory.resolve("known.crt"), stranger.text());
        ConnectionSettings settings = overTls(showing(true, known.toString()));
        assertThat(refusal(settings)).matches(RedisAway::isUnusable);

        Files.writeString(known, server.text());

        try (RedisFixture fixture = new RedisFixture(settings)) {
            bookOne(fixture);
        }
    }

    /** From their file they take long, and where they are not named it is read on the event loop. */
    @Test
    void theJvmsAuthoritiesAreReadOnceForAllConnections() throws Exception {
        ConnectionSettings settings = overTls(new RedisTls(true, true, "", "", ""));
        NodeAddress node = new NodeAddress("127.0.0.1", tlsPort);
        try (RedisFixture fixture = new RedisFixture()) {
            for (int connection = 0; connection < 2; connection++) {
                assertThat(settings.optionsFor(node)
                                .getNetClientOptions()
                                .getTrustOptions()
                                .getTrustManagerFactory(fixture.vertx))
                        .isSameAs(JvmAuthorities.options().getTrustManagerFactory(fixture.vertx));
            }
        }
    }

    @Test
    void settingsThatAreMadeOfOthersLeaveThemAsTheyAre() {
        ConnectionSettings plain = asUser(PASSWORD);
        ConnectionSettings secured = plain.over(showing(true, server.file().toString()));
        RedisOptions unused = secured.optionsFor(new NodeAddress("127.0.0.1", tlsPort));

        assertThat(plain.options().getEndpoint())
                .startsWith("redis://")
                .endsWith(":" + redis.address().port());
        assertThat(secured.options().getEndpoint())
                .startsWith("rediss://")
                .endsWith(":" + redis.address().port());
        assertThat(unused.getEndpoint()).contains(":" + tlsPort + "?");
        assertThat(plain.options().getNetClientOptions().isSsl()).isFalse();
        assertThat(secured.options().getNetClientOptions().getConnectTimeout())
                .isEqualTo(plain.options().getNetClientOptions().getConnectTimeout())
                .isNotEqualTo(unused.getNetClientOptions().getConnectTimeout());
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
            Throwable cause = catchThrowable(() -> await(fixture.connections.ping()));
            assertThat(cause).rootCause().isInstanceOf(RedisAway.class).hasMessageContaining(why);
        }
    }

    @Test
    void keysAreInTheDatabaseThatWasAskedFor() {
        try (RedisFixture fixture = new RedisFixture(asUser(PASSWORD).inDatabase(3))) {
            bookOne(fixture);
        }

        assertThat(redis.say("DBSIZE")).containsExactly("0");
        assertThat(redis.say("INFO", "keyspace").toString())
                .contains("db3:keys=")
                .doesNotContain("db0:");
    }

    @Test
    void eachKeyBeginsWithThePrefixAndTheRightsMayEndThere() {
        giveRights(word -> word.equals("~*") ? "~" + PREFIX + "*" : word);
        redis.say("SET", "{others}:key", "theirs");

        try (RedisFixture fixture = new RedisFixture(asUser(PASSWORD).withKeyPrefix(PREFIX))) {
            assertThat(await(fixture.connections.whyDenied())).isEmpty();
            bookOne(fixture);
        }

        List<String> keys = new ArrayList<>(redis.say("KEYS", "*"));
        assertThat(keys.remove("{others}:key")).isTrue();
        assertThat(keys).isNotEmpty().allSatisfy(key -> assertThat(key).startsWith(PREFIX + "{T"));
    }
}
