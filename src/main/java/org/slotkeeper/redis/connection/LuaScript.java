package org.slotkeeper.redis.connection;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.slotkeeper.platform.ScriptText;

/**
 * The scripts, one operation each. What they share is in parts, since Redis knows no libraries
 * ({@link ScriptText}). A script answers with a word and what goes with it in one text, because
 * Redis 6 writes the parts of a list one by one; only where many things are answered it is a list
 * that begins with the word.
 */
public enum LuaScript {
    ARRIVED,
    AVAILABILITY,
    BEGIN_FILL,
    BLOCK,
    CLAIM,
    CONFIRM,
    COUNT,
    ENDED,
    FILL,
    FIND_HOLD,
    GIVE_UP,
    GIVEN_UP,
    HOLD_AGAIN,
    HOLD_OF,
    MARK,
    NOTE_HOLD,
    OPEN_SEATS,
    PLACES_OF_HOLDS,
    RELEASE,
    RETIRE,
    RIGHTS,
    SETTLE,
    SIGHT,
    TIDY,
    UNBLOCK,
    WITHDRAW;

    private final byte[] text;
    private final byte[] sha;

    LuaScript() {
        this.text = ScriptText.at("/lua/" + label() + ".lua").getBytes(StandardCharsets.UTF_8);
        this.sha = sha1(text).getBytes(StandardCharsets.US_ASCII);
    }

    /** As operators read it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    byte[] text() {
        return text;
    }

    /** By this Redis knows the script once it has run it. */
    byte[] sha() {
        return sha;
    }

    private static String sha1(byte[] text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
