package org.slotkeeper.api.fhir;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes a place in a patient's list into a word for an address, which nobody can read and nobody
 * can change without being noticed. Every process with the same secret opens what another one
 * sealed. The same place in the same list gives the same word, because the nonce is made of what is
 * sealed.
 */
public final class CursorSeal {

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY_BYTES = 16;
    private static final int WORD_LENGTH_MAX = 200;

    private final SecretKey sealing;
    private final SecretKey naming;

    /**
     * @param secret that of bookings: other keys are made of it, so that a word tells nothing about
     * it
     */
    public CursorSeal(byte[] secret) {
        byte[] keys = mac(new SecretKeySpec(secret, "HmacSHA256"), utf8("cursors of lists"));
        this.sealing = new SecretKeySpec(keys, 0, KEY_BYTES, "AES");
        this.naming = new SecretKeySpec(keys, KEY_BYTES, keys.length - KEY_BYTES, "HmacSHA256");
    }

    /** @param list what the word is good for, and nothing else */
    String seal(String place, String list) {
        byte[] nonce = Arrays.copyOf(mac(naming, utf8(list + '\n' + place)), NONCE_BYTES);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, list).doFinal(utf8(place));
            ByteBuffer word = ByteBuffer.allocate(nonce.length + sealed.length);
            word.put(nonce).put(sealed);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(word.array());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has AES in GCM", impossible);
        }
    }

    /** Nothing if the word is not one of ours for this list. */
    Optional<String> open(String word, String list) {
        if (word.length() > WORD_LENGTH_MAX) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(word);
            if (bytes.length <= NONCE_BYTES) {
                return Optional.empty();
            }
            byte[] nonce = Arrays.copyOf(bytes, NONCE_BYTES);
            byte[] place =
                    cipher(Cipher.DECRYPT_MODE, nonce, list).doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
            return Optional.of(new String(place, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException | GeneralSecurityException notOurs) {
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String list) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, sealing, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(utf8(list));
        return cipher;
    }

    private static byte[] mac(SecretKey key, byte[] text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(text);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has HMAC with SHA-256", impossible);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
