package org.slotkeeper.redis.inventory;

import static org.slotkeeper.testing.Futures.await;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import org.slotkeeper.domain.party.OdsCode;

/** Makes a real Redis lose its memory of a practice, or go back to what it knew. */
record RedisMemory(RedisFixture redis) {

    /** As FLUSHALL does, but for one practice: the process goes on, in the same life. */
    void forget(OdsCode practice) {
        keys(practice).forEach(key -> send(practice, Request.cmd(Command.DEL).arg(key)));
    }

    /** @return goes back to what is known of the practice now, as a process does that was started from a snapshot: in another life */
    Runnable snapshot(OdsCode practice) {
        List<Entry> entries =
                keys(practice).stream().map(key -> entry(practice, key)).toList();
        return () -> {
            forget(practice);
            entries.forEach(entry -> restore(practice, entry));
            beginNewLife(practice);
        };
    }

    private Entry entry(OdsCode practice, byte[] key) {
        byte[] dump = send(practice, Request.cmd(Command.DUMP).arg(key)).toBytes();
        long ttl = send(practice, Request.cmd(Command.PTTL).arg(key)).toLong();
        return new Entry(key, Math.max(0, ttl), dump);
    }

    private void restore(OdsCode practice, Entry entry) {
        send(
                practice,
                Request.cmd(Command.RESTORE)
                        .arg(entry.key())
                        .arg(entry.ttlMillis())
                        .arg(entry.dump()));
    }

    /** The connection that asks knows it at once, as after a restart. */
    void beginNewLife(OdsCode practice) {
        send(practice, Request.cmd(Command.create("debug")).arg("CHANGE-REPL-ID"));
        await(redis.connections.life(practice));
    }

    private List<byte[]> keys(OdsCode practice) {
        List<byte[]> keys = new ArrayList<>();
        send(
                        practice,
                        Request.cmd(Command.KEYS)
                                .arg(redis.connections.key(Keys.of(practice).prefix()) + "*"))
                .forEach(key -> keys.add(key.toBytes()));
        return keys;
    }

    @CanIgnoreReturnValue
    private Response send(OdsCode practice, Request request) {
        return await(redis.connections.send(practice, request));
    }

    private record Entry(byte[] key, long ttlMillis, byte[] dump) {}
}
