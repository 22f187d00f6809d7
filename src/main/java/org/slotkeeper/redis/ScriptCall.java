package org.slotkeeper.redis;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One call of a script: its keys, then its arguments, in the order of the script's header. */
final class ScriptCall {

    private final LuaScript script;
    private final List<byte[]> values = new ArrayList<>(24);
    private int keyCount;

    ScriptCall(LuaScript script) {
        this.script = script;
    }

    LuaScript script() {
        return script;
    }

    @CanIgnoreReturnValue
    ScriptCall key(String key) {
        if (keyCount != values.size()) {
            throw new IllegalStateException("keys come before arguments");
        }
        keyCount++;
        return with(key);
    }

    /** Text is of ASCII only: there are no names in Redis, and no patients. */
    @CanIgnoreReturnValue
    ScriptCall with(String text) {
        values.add(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    @CanIgnoreReturnValue
    ScriptCall with(long number) {
        return with(Long.toString(number));
    }

    @CanIgnoreReturnValue
    ScriptCall with(byte[] bytes) {
        values.add(bytes);
        return this;
    }

    /** By the script's name, which Redis knows if it has met the script. */
    Request byName() {
        return request(Command.EVALSHA, script.sha());
    }

    /** With the script's text, from which Redis learns the name. */
    Request byText() {
        return request(Command.EVAL, script.text());
    }

    private Request request(Command command, byte[] scriptOrName) {
        Request request = Request.cmd(command).arg(scriptOrName).arg(keyCount);
        for (byte[] value : values) {
            request.arg(value);
        }
        return request;
    }
}
