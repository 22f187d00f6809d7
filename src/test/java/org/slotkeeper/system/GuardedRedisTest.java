package org.slotkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slotkeeper.config.BadConfig;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.platform.CannotRun;
import org.slotkeeper.testing.DocumentedRights;
import org.slotkeeper.testing.GuardedRedis;
import org.slotkeeper.testing.Stores;

/** A Redis in which we may do what is documented, below our prefix, and nobody may do anything without a name: all goes on in it, or an engine says at its start why not. */
final class GuardedRedisTest {

    private static final String PASSWORD = "of-a-test";
    private static final String PREFIX = "clinics:";

    private static GuardedRedis redis;

    @BeforeAll
    static void start(@TempDir Path directory) throws IOException {
        // Redis is another user, if we are root.
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        redis = GuardedRedis.start(directory.resolve("redis"), Map.of("databases", "2"));
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @BeforeEach
    void giveRights() {
        redis.say("FLUSHALL");
        redis.say("SCRIPT", "FLUSH");
        redis.say("CONFIG", "SET", "maxclients", "1000");
        redis.say("ACL", "LOG", "RESET");
        give(UnaryOperator.identity());
    }

    private static void give(UnaryOperator<String> change) {
        redis.say("ACL", "DELUSER", DocumentedRights.USER);
        assertThat(redis.say(DocumentedRights.given(
                        PASSWORD, word -> change.apply(word.equals("~*") ? "~" + PREFIX + "*" : word))))
                .containsExactly("OK");
    }

    private static RunningSystem engine(String... settings) {
        List<String> all = new ArrayList<>(List.of(
                "redis.host=" + redis.address().host(),
                "redis.port=" + redis.address().port(),
                "redis.user=" + DocumentedRights.USER,
                "redis.password=" + PASSWORD,
                "redis.keyPrefix=" + PREFIX));
        all.addAll(Arrays.asList(settings));
        return RunningSystem.start(Stores.freshDatabase(), RunningSystem.NOW, 2, all.toArray(String[]::new));
    }

    @Test
    void oneSearchesHoldsBooksMovesAndCancels() {
        try (RunningSystem system = engine()) {
            OdsCode practice = system.practiceWithSlots(4);
            NhsNumber ann = RunningSystem.newPatient();
            List<String> free = system.freeOnMonday(practice);
            assertThat(free).hasSize(4);

            Answer held = system.held(ann, practice, free.get(0));
            Answer confirmed = system.confirm(ann, practice, held).withStatus(200);
            system.cancel(ann, practice, confirmed, confirmed.etag()).withStatus(200);
            Answer booked = system.booked(ann, practice, free.get(1));
            system.move(ann, practice, booked, free.get(2)).withStatus(200);

            assertThat(system.freeOnMonday(practice)).contains(free.get(3)).doesNotContain(free.get(2));
            assertThat(redis.say("KEYS", "*")).isNotEmpty().allMatch(key -> key.startsWith(PREFIX));
            assertThat(redis.say("ACL", "LOG")).isEmpty();
        }
    }

    @Test
    void whoHasAnotherPasswordDoesNotStart() {
        assertThatThrownBy(() -> engine("redis.password=another").close())
                .isInstanceOf(CannotRun.class)
                .hasMessageContaining("does not let us in (WRONGPASS")
                .hasMessageContaining("redis.password");
    }

    @ParameterizedTest
    @CsvSource({"+zadd, ZADD", "+eval, NOPERM", "~clinics:*, NOPERM"})
    void whoMayDoTooLittleDoesNotStart(String right, String name) {
        give(word -> word.equals(right) ? "" : word);

        assertThatThrownBy(() -> engine().close())
                .isInstanceOf(CannotRun.class)
                .hasMessageStartingWith("Redis denies us something (" + name)
                .hasMessageEndingWith("for keys that begin with clinics:{");
    }

    @Test
    void whoWouldFindTooFewConnectionsDoesNotStart() {
        redis.say("CONFIG", "SET", "maxclients", "5");

        assertThatThrownBy(() -> engine("redis.engines=2").close())
                .isInstanceOf(CannotRun.class)
                .hasMessageContaining("Redis takes 5 connections")
                .hasMessageContaining("2 engines");
    }

    /** It would be tried for ever. */
    @Test
    void aDatabaseThatIsNotThereIsAnUnusableConfiguration() {
        assertThatThrownBy(() -> engine("redis.database=2").close())
                .isInstanceOf(BadConfig.class)
                .hasMessageContaining("redis.database");
    }

    @Test
    void oneThatIsAwayIsNoReasonNotToStart() {
        try (RunningSystem system = engine("redis.port=1", "redis.timeout=PT0.5S")) {
            assertThat(system.running().gatewayPort()).isPositive();
        }
    }
}
