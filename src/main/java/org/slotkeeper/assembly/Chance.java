package org.slotkeeper.assembly;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.UUID;

/** Where everything unpredictable comes from. */
public final class Chance {

    private static final char[] BASE32 = "abcdefghijklmnopqrstuvwxyz234567".toCharArray();
    private static final int KEY_LENGTH = 26;

    private final SecureRandom random = new SecureRandom();

    public SecureRandom random() {
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

    UUID requestId() {
        return UUID.randomUUID();
    }

    public String secret(int byteCount) {
        byte[] bytes = new byte[byteCount];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
