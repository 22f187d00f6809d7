package org.slotkeeper.redis.inventory;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.UUID;

/** Values as texts of fixed width, as the scripts cut them up and compare them. */
final class Texts {

    static final int DAY_WIDTH = 8;
    static final int ORDINAL_WIDTH = 5;
    static final int MILLIS_WIDTH = 13;
    static final int LAYOUT_WIDTH = 10;
    static final int KEY_WIDTH = 26;
    static final int UUID_WIDTH = 32;

    private Texts() {}

    static String day(LocalDate day) {
        StringBuilder text = new StringBuilder(DAY_WIDTH);
        appendDay(text, day);
        return text.toString();
    }

    static String days(List<LocalDate> days) {
        StringBuilder text = new StringBuilder(DAY_WIDTH * days.size());
        days.forEach(day -> appendDay(text, day));
        return text.toString();
    }

    static LocalDate parseDay(String text, int from) {
        return LocalDate.of(
                Integer.parseInt(text, from, from + 4, 10),
                Integer.parseInt(text, from + 4, from + 6, 10),
                Integer.parseInt(text, from + 6, from + DAY_WIDTH, 10));
    }

    /** The name of a seat among the claims. */
    static String field(LocalDate day, int ordinal) {
        StringBuilder text = new StringBuilder(DAY_WIDTH + 1 + ORDINAL_WIDTH);
        appendDay(text, day);
        append(text.append('.'), ordinal, ORDINAL_WIDTH);
        return text.toString();
    }

    static String millis(Instant instant) {
        return padded(instant.toEpochMilli(), MILLIS_WIDTH);
    }

    /** A version of a book, as it is compared. */
    static String layout(int version) {
        return padded(version, LAYOUT_WIDTH);
    }

    static Instant parseMillis(String text, int from) {
        return Instant.ofEpochMilli(Long.parseLong(text, from, from + MILLIS_WIDTH, 10));
    }

    static String hex(long bits) {
        StringBuilder text = new StringBuilder(16);
        appendHex(text, bits);
        return text.toString();
    }

    static String hex(UUID id) {
        StringBuilder text = new StringBuilder(UUID_WIDTH);
        appendHex(text, id.getMostSignificantBits());
        appendHex(text, id.getLeastSignificantBits());
        return text.toString();
    }

    static String ordinals(Iterable<Integer> ordinals) {
        StringBuilder text = new StringBuilder();
        ordinals.forEach(ordinal -> append(text, ordinal, ORDINAL_WIDTH));
        return text.toString();
    }

    static List<Integer> parseOrdinals(String text, int from) {
        List<Integer> ordinals = new ArrayList<>((text.length() - from) / ORDINAL_WIDTH);
        for (int at = from; at < text.length(); at += ORDINAL_WIDTH) {
            ordinals.add(Integer.parseInt(text, at, at + ORDINAL_WIDTH, 10));
        }
        return ordinals;
    }

    /** One bit a seat, in Redis' order: the first seat is the highest bit of the first byte. */
    static byte[] bits(BitSet seats) {
        byte[] bytes = seats.toByteArray();
        for (int at = 0; at < bytes.length; at++) {
            bytes[at] = mirrored(bytes[at]);
        }
        return bytes;
    }

    static BitSet parseBits(byte[] bits) {
        byte[] bytes = new byte[bits.length];
        for (int at = 0; at < bytes.length; at++) {
            bytes[at] = mirrored(bits[at]);
        }
        return BitSet.valueOf(bytes);
    }

    static BitSet parseBits(String text, int from, int to) {
        return parseBits(text.substring(from, to).getBytes(StandardCharsets.ISO_8859_1));
    }

    static void append(StringBuilder text, long number, int width) {
        String digits = Long.toString(number);
        if (digits.length() > width) {
            throw new IllegalArgumentException(number + " has more than " + width + " digits");
        }
        for (int missing = width - digits.length(); missing > 0; missing--) {
            text.append('0');
        }
        text.append(digits);
    }

    private static void appendDay(StringBuilder text, LocalDate day) {
        append(text, day.getYear() * 10_000L + day.getMonthValue() * 100L + day.getDayOfMonth(), DAY_WIDTH);
    }

    private static void appendHex(StringBuilder text, long bits) {
        for (int shift = 60; shift >= 0; shift -= 4) {
            text.append(Character.forDigit((int) (bits >>> shift) & 0xf, 16));
        }
    }

    private static String padded(long number, int width) {
        StringBuilder text = new StringBuilder(width);
        append(text, number, width);
        return text.toString();
    }

    private static byte mirrored(byte bits) {
        return (byte) (Integer.reverse(bits) >>> 24);
    }
}
