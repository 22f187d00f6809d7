package org.slotkeeper.identity;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Optional;

/**
 * The algorithms by which a token may be signed. There is no other: neither {@code none} nor any
 * with a shared secret.
 */
public enum Algorithm {
    RS256("SHA256withRSA", true),
    RS512("SHA512withRSA", true),
    PS256("RSASSA-PSS", true),
    ES256("SHA256withECDSAinP1363Format", false);

    private static final int PSS_SALT_BYTES = 32;

    private final String javaName;
    private final boolean rsa;

    Algorithm(String javaName, boolean rsa) {
        this.javaName = javaName;
        this.rsa = rsa;
    }

    static Optional<Algorithm> named(Object name) {
        for (Algorithm algorithm : values()) {
            if (algorithm.name().equals(name)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }

    boolean suits(PublicKey key) {
        return rsa ? key instanceof RSAPublicKey : key instanceof ECPublicKey;
    }

    boolean verifies(PublicKey key, byte[] signed, byte[] signature) {
        try {
            Signature check = started();
            check.initVerify(key);
            check.update(signed);
            return check.verify(signature);
        } catch (SignatureException | InvalidKeyException malformed) {
            return false;
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("this Java has no " + javaName, absent);
        }
    }

    private Signature started() throws GeneralSecurityException {
        Signature signature = Signature.getInstance(javaName);
        if (this == PS256) {
            signature.setParameter(
                    new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSS_SALT_BYTES, 1));
        }
        return signature;
    }
}
