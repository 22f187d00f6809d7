package org.slotkeeper.identity;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import org.slotkeeper.platform.OwnersFile;

/**
 * The key pair of the demonstration's issuer. Made new at each start, or kept in a file so that
 * tokens outlive a restart.
 */
public final class DemoKeys {

    private static final int BITS = 2048;

    private final KeyPair pair;

    private DemoKeys(KeyPair pair) {
        this.pair = pair;
    }

    public static DemoKeys generate(SecureRandom chance) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS, chance);
            return new DemoKeys(generator.generateKeyPair());
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("every Java has RSA", absent);
        }
    }

    /**
     * Reads the key from a PKCS 8 file, or makes it and writes it there, readable by its owner
     * only. Blocks: for the start and not for an event loop.
     */
    public static DemoKeys loadOrGenerate(Path file, SecureRandom chance) throws IOException {
        if (Files.exists(file)) {
            return read(Files.readAllBytes(file));
        }
        DemoKeys made = generate(chance);
        OwnersFile.write(file, made.pair.getPrivate().getEncoded());
        return made;
    }

    KeyPair pair() {
        return pair;
    }

    RSAPublicKey publicKey() {
        return (RSAPublicKey) pair.getPublic();
    }

    /** Follows from the key, so that another key never goes by the same id. */
    String id() {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(pair.getPublic().getEncoded());
            return Base64Url.encode(Arrays.copyOf(digest, 12));
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("every Java has SHA-256", absent);
        }
    }

    static byte[] unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    private static DemoKeys read(byte[] pkcs8) throws IOException {
        try {
            KeyFactory rsa = KeyFactory.getInstance("RSA");
            RSAPrivateCrtKey key = (RSAPrivateCrtKey) rsa.generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            RSAPublicKeySpec open = new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent());
            return new DemoKeys(new KeyPair(rsa.generatePublic(open), key));
        } catch (GeneralSecurityException | ClassCastException unreadable) {
            throw new IOException(
                    "the file holds no RSA key in PKCS 8 form: delete it to have a new one made", unreadable);
        }
    }
}
