package org.slotkeeper.redis.connection;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One call of a script: its keys, then its arguments, in the order of the script's header. */
public final class ScriptCall {

    private static final int NOWHERE = -1;
    private static final byte[] NOT_KNOWN_YET = {};

    private final LuaScript script;
    private final List<byte[]> values = new ArrayList<>(24);
    private int keyCount;
    private int lifeAt = NOWHERE;

    public ScriptCall(LuaScript script) {
        this.script = script;
    }

    LuaScript script() {
        return script;
    }

    @CanIgnoreReturnValue
    public ScriptCall key(String key) {
        if (keyCount != values.size()) {
            throw new IllegalStateException("keys come before arguments");
        }
        keyCount++;
        return with(key);
    }

    /** Text is of ASCII only: there are no names in Redis, and no patients. */
    @CanIgnoreReturnValue
    public ScriptCall with(String text) {
        values.add(bytes(text));
        return this;
    }

    @CanIgnoreReturnValue
    public ScriptCall with(long number) {
        return with(Long.toString(number));
    }

    @CanIgnoreReturnValue
    public ScriptCall with(byte[] bytes) {
        values.add(bytes);
        return this;
    }

    /**
     * Here comes the life of the process that the call is sent to, as known to the connection when
     * it sends it.
     */
    @CanIgnoreReturnValue
    public ScriptCall withLife() {
        if (lifeAt != NOWHERE) {
            throw new IllegalStateException("a call has one life");
        }
        lifeAt = values.size();
        return with(NOT_KNOWN_YET);
    }

    /** Where the keys of the call are. */
    int slot() {
        return HashSlot.ofKey(values.get(0));
    }

    /** By the script's name, which Redis knows if it has met the script. */
    Request byName(String life, String keyPrefix) {
        return request(Command.EVALSHA, script.sha(), life, keyPrefix);
    }

    /** With the script's text, from which Redis learns the name. */
    Request byText(String life, String keyPrefix) {
        return request(Command.EVAL, script.text(), life, keyPrefix);
    }

    private Request request(Command command, byte[] scriptOrName, String life, String keyPrefix) {
        Request request = Request.cmd(command).arg(scriptOrName).arg(keyCount);
        for (int at = 0; at < values.size(); at++) {
            if (at < keyCount && !keyPrefix.isEmpty()) {
                request.arg(prefixed(bytes(keyPrefix), values.get(at)));
            } else {
                request.arg(at == lifeAt ? bytes(life) : values.get(at));
            }
        }
        return request;
    }

    private static byte[] prefixed(byte[] prefix, byte[] key) {
        byte[] whole = Arrays.copyOf(prefix, prefix.length + key.length);
        System.arraycopy(key, 0, whole, prefix.length, key.length);
        return whole;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
