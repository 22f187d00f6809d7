package org.slotkeeper.assembly;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.UUID;
import org.slotkeeper.domain.appointment.AppointmentId;

/** Where everything unpredictable comes from. */
public final class Chance {

    private final SecureRandom random = new SecureRandom();

    public SecureRandom random() {
        return random;
    }

    /** A key in the form of an appointment's. */
    String claimKey() {
        return AppointmentId.key(random.nextLong(), random.nextLong());
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
