package org.slotkeeper.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.slotkeeper.standalone.RedisAddress;
import org.slotkeeper.testing.RedisTalk;

/** Everything that Redis has: the names of its keys, and what they hold, byte by byte. */
final class RedisContents {

    private RedisContents() {}

    /** One text for each key: its name, then its fields and values, each byte a character. */
    static List<String> of(RedisAddress redis) {
        try (RedisTalk talk = RedisTalk.to(redis)) {
            List<String> all = new ArrayList<>();
            for (String key : talk.ask("KEYS", "*")) {
                all.add(key + '\n' + String.join("\n", valuesOf(key, talk)));
            }
            return all;
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private static List<String> valuesOf(String key, RedisTalk talk) throws IOException {
        String type = talk.ask("TYPE", key).get(0);
        return switch (type) {
            case "string" -> talk.ask("GET", key);
            case "hash" -> talk.ask("HGETALL", key);
            case "zset" -> talk.ask("ZRANGE", key, "0", "-1");
            // It has expired since it was listed.
            case "none" -> List.of();
            default -> throw new IllegalStateException("a kind of key that is not looked into: " + type);
        };
    }
}
