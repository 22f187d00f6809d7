package org.slotkeeper.gateway.http;

import io.vertx.core.MultiMap;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slotkeeper.tracing.Span;

/**
 * The headers of a request that mean something here, read in one pass; all others are as if they
 * had not been sent.
 */
public final class Head {

    public static final String DEADLINE = "slotkeeper-deadline-ms";
    /** By which address a gateway's callers know it: what links in answers begin with. */
    public static final String PUBLIC_URL = "slotkeeper-public-url";

    private static final int COUNT_MAX = 64;

    private final @Nullable String[] values = new @Nullable String[Name.values().length];
    private boolean repeated;
    private int count;

    public enum Name {
        HOST("host"),
        ACCEPT("accept", true),
        PREFER("prefer", true),
        EXPECT("expect"),
        CONNECTION("connection", true),
        IF_MATCH("if-match", true),
        IF_NONE_MATCH("if-none-match", true),
        IF_NONE_EXIST("if-none-exist", true),
        CONTENT_TYPE("content-type"),
        REQUEST_ID("x-request-id"),
        IDEMPOTENCY_KEY("idempotency-key"),
        AUTHORIZATION("authorization"),
        CONTENT_LENGTH("content-length"),
        CONTENT_ENCODING("content-encoding"),
        CORRELATION_ID("x-correlation-id"),
        TRANSFER_ENCODING("transfer-encoding"),
        DEADLINE_MILLIS(DEADLINE),
        PUBLIC_ADDRESS(PUBLIC_URL),
        TRACEPARENT(Span.HEADER);

        private static final Name[] ALL = values();

        private final String text;
        /** Whether several of them mean the same as one with commas. */
        private final boolean isList;

        Name(String text) {
            this(text, false);
        }

        Name(String text, boolean isList) {
            this.text = text;
            this.isList = isList;
        }

        static @Nullable Name of(String header) {
            for (Name name : ALL) {
                if (name.text.length() == header.length() && name.text.equalsIgnoreCase(header)) {
                    return name;
                }
            }
            return null;
        }
    }

    public static Head read(MultiMap headers) {
        Head head = new Head();
        for (Map.Entry<String, String> header : headers) {
            head.count++;
            Name name = Name.of(header.getKey());
            if (name != null) {
                head.put(name, header.getValue());
            }
        }
        return head;
    }

    @Nullable
    public String get(Name name) {
        return values[name.ordinal()];
    }

    public boolean has(Name name) {
        return values[name.ordinal()] != null;
    }

    /** Whether a header that can have one value only came more than once. */
    boolean isAmbiguous() {
        return repeated;
    }

    boolean isTooMany() {
        return count > COUNT_MAX;
    }

    /**
     * Whether the caller wants no more of this connection. Vert.x understands the word only where
     * it stands alone, but it may be one of several options (RFC 9112, 9.6).
     */
    public boolean asksToClose() {
        String options = get(Name.CONNECTION);
        return options != null
                && Arrays.stream(options.split(",")).map(String::strip).anyMatch("close"::equalsIgnoreCase);
    }

    public boolean hasBody() {
        String length = get(Name.CONTENT_LENGTH);
        return has(Name.TRANSFER_ENCODING) || (length != null && !length.equals("0"));
    }

    /** The body's length if it was said, else -1. */
    public long bodyLength() {
        String length = get(Name.CONTENT_LENGTH);
        // The decoder has seen to it that it is a number; one too long for a long is longer than
        // any limit.
        return length == null ? -1 : length.length() > 18 ? Long.MAX_VALUE : Long.parseLong(length);
    }

    /**
     * The headers that the engine may see. The caller's trace is not among them: if the request is
     * in one, the door says so. Nor is what only gateways say, but at the door that only they know.
     */
    public Map<String, String> forEngine(FrontSettings.Door door, Span span) {
        Map<String, String> kept = new HashMap<>(8);
        keep(Name.ACCEPT, kept);
        keep(Name.CONTENT_TYPE, kept);
        keep(Name.IF_MATCH, kept);
        keep(Name.IF_NONE_MATCH, kept);
        keep(Name.IF_NONE_EXIST, kept);
        keep(Name.PREFER, kept);
        keep(Name.CORRELATION_ID, kept);
        if (door == FrontSettings.Door.PUBLIC_FORWARDING) {
            keep(Name.AUTHORIZATION, kept);
        }
        if (door == FrontSettings.Door.OF_GATEWAYS) {
            keep(Name.PUBLIC_ADDRESS, kept);
        }
        if (span.isRecorded()) {
            kept.put(Span.HEADER, span.header());
        }
        return kept;
    }

    private void keep(Name name, Map<String, String> kept) {
        String value = values[name.ordinal()];
        if (value != null) {
            kept.put(name.text, value);
        }
    }

    private void put(Name name, String value) {
        String before = values[name.ordinal()];
        if (name == Name.CORRELATION_ID && !isPlainWord(value)) {
            return;
        }
        if (before != null && name == Name.TRACEPARENT) {
            // Which of them is meant cannot be known, and nobody's booking should depend on it.
            values[name.ordinal()] = "";
            return;
        }
        if (before != null && name.isList) {
            values[name.ordinal()] = before + "," + value;
            return;
        }
        repeated |= before != null;
        values[name.ordinal()] = value;
    }

    private static boolean isPlainWord(String text) {
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            boolean plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
            if (!plain && c != '.' && c != '_' && c != '-') {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= 64;
    }
}
