package org.slotkeeper.domain.appointment;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * All that a write asks for, as bytes that stay the same from release to release: what was stored
 * of a request is compared with another try of it, which may reach a newer engine.
 *
 * <p>Each field has a name and a length, so that no two contents have the same bytes. A field that
 * is absent writes nothing: a new optional field leaves the bytes of older requests as they are.
 * Any other change of what is written needs a new {@link #VERSION}. Requests that were stored in
 * another version count as other content: REQUEST_ID_REUSED, and nothing is done.
 */
public final class RequestContent {

    /** Stands in the bytes, and in the highest byte of the fingerprint. */
    public static final int VERSION = 1;

    private static final Pattern NAME = Pattern.compile("[a-zA-Z]{1,40}");
    private static final int HASH_BITS = 56;

    private final String operation;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);

    private RequestContent(String operation) {
        this.operation = operation;
        write(VERSION + " " + requireName(operation) + '\n');
    }

    /** @param operation one word, which is part of the content */
    public static RequestContent of(String operation) {
        return new RequestContent(operation);
    }

    public String operation() {
        return operation;
    }

    public RequestContent text(String name, String value) {
        write(requireName(name) + ' ');
        writeValue(value);
        return this;
    }

    public RequestContent text(String name, Optional<String> value) {
        return value.isPresent() ? text(name, value.get()) : this;
    }

    public RequestContent number(String name, long value) {
        return text(name, Long.toString(value));
    }

    /** To the nanosecond. */
    public RequestContent instant(String name, Instant value) {
        return text(name, value.getEpochSecond() + "." + value.getNano());
    }

    /** In their order. No texts are the same as no such field. */
    public RequestContent texts(String name, List<String> values) {
        if (!values.isEmpty()) {
            write(requireName(name) + " *" + values.size() + '\n');
            values.forEach(this::writeValue);
        }
        return this;
    }

    public byte[] toBytes() {
        return bytes.toByteArray();
    }

    /**
     * The version, then 56 bits that hardly any other content has.
     *
     * @param secret keeps whoever reads a fingerprint from guessing a patient; the same in every
     * process, empty where there is no patient in the content
     */
    public long fingerprint(byte[] secret) {
        MessageDigest digest = sha256();
        digest.update(secret);
        long hash = ByteBuffer.wrap(digest.digest(toBytes())).getLong();
        return ((long) VERSION << HASH_BITS) | (hash >>> (Long.SIZE - HASH_BITS));
    }

    private void writeValue(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        write(utf8.length + " ");
        bytes.writeBytes(utf8);
        write("\n");
    }

    private void write(String ascii) {
        bytes.writeBytes(ascii.getBytes(StandardCharsets.US_ASCII));
    }

    private static String requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a field's name is 1 to 40 letters, not " + name);
        }
        return name;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
