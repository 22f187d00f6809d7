package org.slotkeeper.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.slotkeeper.standalone.EmbeddedRedis;
import org.slotkeeper.standalone.RedisAddress;
import org.slotkeeper.testing.RedisTalk;
import org.slotkeeper.testing.Signals;

/** A Redis that is killed, stopped, emptied, and set back to what it knew before. */
final class InventoryStore implements AutoCloseable {

    private final Path directory;
    private EmbeddedRedis redis;

    private InventoryStore(Path directory, EmbeddedRedis redis) {
        this.directory = directory;
        this.redis = redis;
    }

    static InventoryStore start(Path directory) {
        return new InventoryStore(directory, EmbeddedRedis.start(directory));
    }

    RedisAddress address() {
        return redis.address();
    }

    boolean answers() {
        try (RedisTalk talk = RedisTalk.to(address())) {
            return talk.ask("PING").contains("PONG");
        } catch (IOException | UncheckedIOException away) {
            return false;
        }
    }

    void kill() {
        process().ifPresent(running -> {
            Signals.send("KILL", running);
            LedgerStore.awaitEnd(running);
        });
    }

    void stand() {
        process().ifPresent(running -> Signals.send("STOP", running));
    }

    void goOn() {
        process().ifPresent(running -> Signals.send("CONT", running));
    }

    /** Writes down what it knows now, to be set back to it later. */
    void remember() {
        try (RedisTalk talk = RedisTalk.to(address())) {
            var unused = talk.ask("SAVE");
            Path copy = Files.copy(snapshot(), kept(), StandardCopyOption.REPLACE_EXISTING);
            Files.setAttribute(copy, "unix:uid", Files.getAttribute(snapshot(), "unix:uid", LinkOption.NOFOLLOW_LINKS));
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    void forgetAll() {
        try (RedisTalk talk = RedisTalk.to(address())) {
            var unused = talk.ask("FLUSHALL");
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    /** Starts it again, empty; its port is another one. */
    void startEmpty() {
        try {
            boolean unused = Files.deleteIfExists(snapshot());
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
        startAgain();
    }

    /** Starts it again with what it knew when it was told to remember. */
    void startWithOldMemory() {
        try {
            Path unused = Files.move(kept(), snapshot(), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
        startAgain();
    }

    private void startAgain() {
        redis.close();
        redis = EmbeddedRedis.start(directory);
    }

    private Path snapshot() {
        return directory.resolve("redis").resolve("dump.rdb");
    }

    private Path kept() {
        return directory.resolve("redis").resolve("kept.rdb");
    }

    private Optional<ProcessHandle> process() {
        try {
            Path file = directory.resolve("redis").resolve("redis.pid");
            return ProcessHandle.of(Long.parseLong(Files.readString(file).strip()));
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        goOn();
        redis.close();
    }
}
