package org.slotkeeper.redis.connection;

import java.nio.charset.StandardCharsets;
import org.slotkeeper.domain.party.OdsCode;

/**
 * Where a Redis Cluster keeps a key: one of 16384 slots, by what stands between the first braces of
 * the key's name.
 */
public final class HashSlot {

    static final int COUNT = 16_384;

    private static final int POLYNOMIAL = 0x1021;
    private static final int[] STEP = steps();

    private HashSlot() {}

    /** The one slot of all keys of a practice. */
    public static int of(OdsCode practice) {
        byte[] tag = practice.value().getBytes(StandardCharsets.ISO_8859_1);
        return slot(tag, 0, tag.length);
    }

    static int ofKey(byte[] key) {
        int open = indexOf(key, '{', 0);
        int close = open < 0 ? -1 : indexOf(key, '}', open + 1);
        return close > open + 1 ? slot(key, open + 1, close) : slot(key, 0, key.length);
    }

    private static int indexOf(byte[] key, char wanted, int from) {
        for (int at = from; at < key.length; at++) {
            if (key[at] == wanted) {
                return at;
            }
        }
        return -1;
    }

    /** CRC16 as the cluster's specification has it (XMODEM). */
    private static int slot(byte[] bytes, int from, int to) {
        int crc = 0;
        for (int at = from; at < to; at++) {
            crc = (crc << 8 ^ STEP[(crc >>> 8 ^ bytes[at]) & 0xff]) & 0xffff;
        }
        return crc % COUNT;
    }

    private static int[] steps() {
        int[] steps = new int[256];
        for (int high = 0; high < steps.length; high++) {
            int crc = high << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) == 0 ? crc << 1 : crc << 1 ^ POLYNOMIAL;
            }
            steps[high] = crc & 0xffff;
        }
        return steps;
    }
}
