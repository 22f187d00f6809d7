package org.slotkeeper;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.UUID;

/** Where everything unpredictable comes from. */
final class Chance {

    private static final char[] BASE32 = "abcdefghijklmnopqrstuvwxyz234567".toCharArray();
    private static final int KEY_LENGTH = 26;

    private final SecureRandom random = new SecureRandom();

    SecureRandom random() {
        return random;
    }

    /** A key in the form of an appointment's. */
    String claimKey() {
        char[] key = new char[KEY_LENGTH];
        for (int at = 0; at < KEY_LENGTH; at++) {
            key[at] = BASE32[random.nextInt(BASE32.length)];
        }
        return new String(key);
    }

    String fillId() {
        return secret(8);
    }

    /** Of version 4, as RFC 9562 has it. */
    UUID requestId() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        ByteBuffer halves = ByteBuffer.wrap(bytes);
        long version = halves.getLong() & ~0xF000L | 0x4000L;
        long variant = halves.getLong() & ~(3L << 62) | 1L << 63;
        return new UUID(version, variant);
    }

    String secret(int byteCount) {
        byte[] bytes = new byte[byteCount];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
