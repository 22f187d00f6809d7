package org.slotkeeper.redis.inventory;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import org.slotkeeper.booking.spi.HeldSeats.CallerMark;
import org.slotkeeper.booking.spi.HeldSeats.PatientMark;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.domain.party.NhsNumber;

/**
 * Puts a keyed hash in place of a patient or of a caller: 16 characters that tell nothing without
 * the secret.
 */
final class PatientMarks {

    static final int WIDTH = 16;

    /**
     * No patient has it, since a hash is never spelled with dots: it stands for a practice that
     * blocks its own seats.
     */
    static final String NOBODY = ".".repeat(WIDTH);

    private static final int BYTES = 12;

    private final byte[] secret;

    PatientMarks(byte[] secret) {
        this.secret = secret.clone();
    }

    PatientMark of(NhsNumber patient) {
        return new PatientMark(textOf(patient));
    }

    /** Of a caller, whose key is never a number. */
    CallerMark of(Caller caller) {
        return new CallerMark(textOf(caller));
    }

    String textOf(Caller caller) {
        return textOf(caller.key());
    }

    String textOf(NhsNumber patient) {
        return textOf(Long.toString(patient.value()));
    }

    private String textOf(String name) {
        MessageDigest digest = sha256();
        digest.update(secret);
        byte[] hash = digest.digest(name.getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, BYTES));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
