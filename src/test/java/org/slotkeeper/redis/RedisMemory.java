package org.slotkeeper.redis;

import static org.slotkeeper.redis.RedisFixture.done;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import org.slotkeeper.domain.OdsCode;

/** Makes a real Redis lose its memory of a practice, or go back to what it knew. */
record RedisMemory(RedisFixture redis) {

    /** As FLUSHALL does, but for one practice: the process goes on, in the same life. */
    void forget(OdsCode practice) {
        keys(practice)
                .forEach(key ->
                        done(redis.connections.send(Request.cmd(Command.DEL).arg(key))));
    }

    /** @return goes back to what is known of the practice now, as a process does that was started from a snapshot: in another life */
    Runnable snapshot(OdsCode practice) {
        List<Entry> entries = new ArrayList<>();
        for (byte[] key : keys(practice)) {
            byte[] dump = send(Command.DUMP, key).toBytes();
            entries.add(new Entry(key, Math.max(0, send(Command.PTTL, key).toLong()), dump));
        }
        return () -> {
            forget(practice);
            entries.forEach(this::restore);
            beginNewLife(practice);
        };
    }

    private void restore(Entry entry) {
        done(redis.connections.send(Request.cmd(Command.RESTORE)
                .arg(entry.key())
                .arg(entry.ttlMillis())
                .arg(entry.dump())));
    }

    /** The connections know it at once, as they do after a restart. */
    void beginNewLife(OdsCode practice) {
        changeLifeUnnoticed();
        done(redis.connections.life(practice));
    }

    void changeLifeUnnoticed() {
        done(redis.connections.send(Request.cmd(Command.create("debug")).arg("CHANGE-REPL-ID")));
    }

    private List<byte[]> keys(OdsCode practice) {
        List<byte[]> keys = new ArrayList<>();
        Response found = done(redis.connections.send(
                Request.cmd(Command.KEYS).arg(Keys.of(practice).prefix() + "*")));
        found.forEach(key -> keys.add(key.toBytes()));
        return keys;
    }

    private Response send(Command command, byte[] key) {
        return done(redis.connections.send(Request.cmd(command).arg(key)));
    }

    private record Entry(byte[] key, long ttlMillis, byte[] dump) {}
}
