package org.slotkeeper.redis.connection;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The scripts, one operation each. A line {@code -- include part_x.lua} stands for the text of that file, since Redis knows no libraries. A script answers with a word and what goes with it in one text, because Redis 6
 * writes the parts of a list one by one; only where many things are answered it is a list that begins with the word.
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
    HOLD_AGAIN,
    HOLD_OF,
    MARK,
    NOTE_HOLD,
    OPEN_SEATS,
    PLACES_OF_HOLDS,
    RELEASE,
    SETTLE,
    SIGHT,
    TIDY,
    UNBLOCK,
    WITHDRAW;

    private final byte[] text;
    private final byte[] sha;

    LuaScript() {
        String source = read(label() + ".lua");
        String whole = source.lines()
                .map(line -> line.startsWith("-- include ") ? read(line.substring("-- include ".length())) : line)
                .collect(Collectors.joining("\n"));
        this.text = whole.getBytes(StandardCharsets.UTF_8);
        this.sha = sha1(text).getBytes(StandardCharsets.US_ASCII);
    }

    /** As operators read it. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    byte[] text() {
        return text;
    }

    /** By this Redis knows the script once it has run it. */
    byte[] sha() {
        return sha;
    }

    private static String read(String file) {
        try (InputStream resource = LuaScript.class.getResourceAsStream("/lua/" + file)) {
            if (resource == null) {
                throw new IllegalStateException("no resource /lua/" + file);
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private static String sha1(byte[] text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
