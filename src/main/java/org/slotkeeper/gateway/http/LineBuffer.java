package org.slotkeeper.gateway.http;

import java.nio.charset.StandardCharsets;

/**
 * Gathers lines as bytes, for one thread. Whatever is put in, what comes out is printable ASCII
 * that stands within a JSON string. No {@link org.slotkeeper.platform.JsonText}: texts are cut, the
 * room is used again, and no line of a request may leave anything to collect.
 */
final class LineBuffer {

    /** Longer texts are cut. */
    static final int TEXT_MAX = 100;

    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
    private static final int DIGITS_MAX = 20;

    private final byte[] bytes;
    private int length;

    LineBuffer(int size) {
        this.bytes = new byte[size];
    }

    static byte[] ascii(String constant) {
        return constant.getBytes(StandardCharsets.US_ASCII);
    }

    boolean hasRoomFor(int more) {
        return bytes.length - length >= more;
    }

    /** As it stands. */
    void put(byte[] constant) {
        System.arraycopy(constant, 0, bytes, length, constant.length);
        length += constant.length;
    }

    void put(String text) {
        int end = Math.min(text.length(), TEXT_MAX);
        for (int at = 0; at < end; at++) {
            char c = text.charAt(at);
            if (c < ' ' || c > '~') {
                putEscaped(c);
                continue;
            }
            if (c == '"' || c == '\\') {
                bytes[length++] = '\\';
            }
            bytes[length++] = (byte) c;
        }
    }

    private void putEscaped(char c) {
        bytes[length++] = '\\';
        bytes[length++] = 'u';
        for (int shift = 12; shift >= 0; shift -= 4) {
            bytes[length++] = HEX[c >> shift & 15];
        }
    }

    /** @param number not negative */
    void put(long number) {
        int digits = 1;
        for (long rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        put(number, digits);
    }

    /** With zeros before it up to that many digits. */
    void put(long number, int digits) {
        long rest = number;
        for (int at = length + digits - 1; at >= length; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
    }

    /** The most that one text or number takes. */
    static int longest() {
        return Math.max(TEXT_MAX * 6, DIGITS_MAX);
    }

    /** All that was put in since the last time. */
    String take() {
        String all = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        length = 0;
        return all;
    }
}
