package org.slotkeeper.redis.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.platform.Password;
import org.slotkeeper.testing.DocumentedRights;
import org.slotkeeper.testing.Futures;
import org.slotkeeper.testing.GuardedRedis;

/** The inventory keeps its contract in a Redis that others use too, with the documented rights and no others, which end at our prefix. */
final class PrefixedSlotInventoryTest implements RedisSlotInventoryContract {

    private static final String PASSWORD = "of-a-test";
    private static final String PREFIX = "clinics:";

    private static GuardedRedis guarded;
    private static RedisFixture redis;
    /** Who takes Redis' memory away, or puts an old one back. */
    private static RedisFixture operator;

    @BeforeAll
    static void connect(@TempDir Path directory) throws IOException {
        // Redis is another user, if we are root.
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        guarded = GuardedRedis.start(directory.resolve("redis"), Map.of());
        assertThat(guarded.say(DocumentedRights.given(PASSWORD, word -> word.equals("~*") ? "~" + PREFIX + "*" : word)))
                .containsExactly("OK");
        redis = as(DocumentedRights.USER, PASSWORD);
        operator = as(GuardedRedis.OPERATOR, GuardedRedis.OPERATORS_PASSWORD);
    }

    private static RedisFixture as(String user, String password) {
        return new RedisFixture(RedisFixture.patient(guarded.address())
                .with(Password.of(password))
                .as(user)
                .withKeyPrefix(PREFIX));
    }

    @AfterAll
    static void disconnect() {
        try {
            assertThat(guarded.say("KEYS", "*")).isNotEmpty().allMatch(key -> key.startsWith(PREFIX));
            assertThat(guarded.say("ACL", "LOG")).isEmpty();
        } finally {
            operator.close();
            redis.close();
            guarded.close();
        }
    }

    @Override
    public RedisFixture redis() {
        return redis;
    }

    @Override
    public void forget(OdsCode practice) {
        new RedisMemory(operator).forget(practice);
        Futures.await(redis.connections.life(practice));
    }

    @Override
    public Runnable snapshot(OdsCode practice) {
        Runnable restored = new RedisMemory(operator).snapshot(practice);
        return () -> {
            restored.run();
            // Whoever is tried here sees the new life at once, and not within a second.
            Futures.await(redis.connections.life(practice));
        };
    }
}
