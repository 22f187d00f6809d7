package org.slotkeeper.testing;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.slotkeeper.standalone.EmbeddedRedis;
import org.slotkeeper.standalone.RedisAddress;

/** A Redis as careful operators run it: nobody is let in without a name and a password. */
public final class GuardedRedis implements AutoCloseable {

    /** Who may do everything. */
    public static final String OPERATOR = "operator";

    public static final String OPERATORS_PASSWORD = "of-the-operator";

    private final EmbeddedRedis redis;

    private GuardedRedis(EmbeddedRedis redis) {
        this.redis = redis;
    }

    public static GuardedRedis start(Path directory, Map<String, String> settings) {
        EmbeddedRedis redis = EmbeddedRedis.start(directory, settings);
        List<String> unused = RedisTalk.say(
                redis.address(), "ACL", "SETUSER", OPERATOR, "on", ">" + OPERATORS_PASSWORD, "~*", "&*", "+@all");
        GuardedRedis guarded = new GuardedRedis(redis);
        guarded.say("ACL", "SETUSER", "default", "reset");
        return guarded;
    }

    public RedisAddress address() {
        return redis.address();
    }

    /** As its operator says it. */
    @CanIgnoreReturnValue
    public List<String> say(String... words) {
        try (RedisTalk talk = RedisTalk.to(redis.address())) {
            List<String> unused = talk.ask("AUTH", OPERATOR, OPERATORS_PASSWORD);
            return talk.ask(words);
        } catch (IOException cause) {
            throw new UncheckedIOException(words[0] + " was refused", cause);
        }
    }

    @Override
    public void close() {
        redis.close();
    }
}
