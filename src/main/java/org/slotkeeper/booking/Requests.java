package org.slotkeeper.booking;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.appointment.Request;
import org.slotkeeper.domain.appointment.RequestContent;

/**
 * Turns a command into a request that every engine names alike: with the same secret, the same
 * caller, operation, request id and look give the same key and the same appointment key, and nobody
 * else can guess either.
 */
public final class Requests {

    private final byte[] secret;

    public Requests(byte[] secret) {
        if (secret.length < 16) {
            throw new IllegalArgumentException("the booking secret must have at least 16 bytes");
        }
        this.secret = secret.clone();
    }

    Request of(Command.From from, RequestContent content) {
        return ofLook(1, from, content);
    }

    /** @param nth from 1: which look of {@link LookAgain} it is for */
    Request ofLook(int nth, Command.From from, RequestContent content) {
        MessageDigest digest = sha256();
        digest.update(secret);
        String first = from.caller().key() + '\n' + content.operation() + '\n' + from.requestId();
        byte[] name = digest.digest(utf8(nth == 1 ? first : first + '\n' + nth));
        ByteBuffer words = ByteBuffer.wrap(name);
        UUID key = new UUID(words.getLong(), words.getLong());
        return new Request(
                from.requestId(),
                key,
                content.fingerprint(secret),
                AppointmentId.key(words.getLong(), words.getLong()),
                from.caller(),
                from.deadline());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
