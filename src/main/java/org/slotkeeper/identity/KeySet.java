package org.slotkeeper.identity;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An issuer's published keys, as far as they are fit to check tokens: RSA of 2,048 bits or more and
 * P-256, for signing, with an id of their own.
 */
record KeySet(Map<String, VerificationKey> byId) {

    private static final int KEYS_MAX = 32;
    private static final int RSA_BITS_MIN = 2048;
    private static final int RSA_BITS_MAX = 8192;
    private static final int P256_BYTES = 32;

    KeySet {
        byId = Map.copyOf(byId);
    }

    /** Nothing if the document is not a set of keys, or has none that is fit. */
    static Optional<KeySet> read(byte[] document) {
        Object keys = TokenJson.object(document)
                .<Object>map(json -> json.getOrDefault("keys", ""))
                .orElse("");
        if (!(keys instanceof List<?> list) || list.size() > KEYS_MAX) {
            return Optional.empty();
        }
        Map<String, VerificationKey> fit = new HashMap<>();
        Set<String> seen = new HashSet<>();
        for (Object entry : list) {
            if (entry instanceof Map<?, ?> jwk && jwk.get("kid") instanceof String id && VerificationKey.isId(id)) {
                // Of two keys with one id nobody can say which is meant, so neither is used.
                if (seen.add(id)) {
                    key(id, jwk).ifPresent(key -> fit.put(id, key));
                } else {
                    fit.remove(id);
                }
            }
        }
        return fit.isEmpty() ? Optional.empty() : Optional.of(new KeySet(fit));
    }

    private static Optional<VerificationKey> key(String id, Map<?, ?> jwk) {
        boolean forSigning = !jwk.containsKey("use") || "sig".equals(jwk.get("use"));
        Optional<Algorithm> algorithm = jwk.containsKey("alg") ? Algorithm.named(jwk.get("alg")) : Optional.empty();
        boolean algorithmKnown = !jwk.containsKey("alg") || algorithm.isPresent();
        // Whoever publishes a private part has lost the key.
        if (!forSigning || !algorithmKnown || jwk.containsKey("d")) {
            return Optional.empty();
        }
        try {
            Optional<PublicKey> key = Optional.empty();
            if ("RSA".equals(jwk.get("kty"))) {
                key = rsa(number(jwk, "n"), number(jwk, "e"));
            } else if ("EC".equals(jwk.get("kty")) && "P-256".equals(jwk.get("crv"))) {
                key = p256(number(jwk, "x"), number(jwk, "y"));
            }
            return key.filter(made -> algorithm.map(named -> named.suits(made)).orElse(true))
                    .map(made -> new VerificationKey(id, made, algorithm));
        } catch (GeneralSecurityException unfit) {
            return Optional.empty();
        }
    }

    private static BigInteger number(Map<?, ?> jwk, String name) {
        return jwk.get(name) instanceof String text
                ? Base64Url.decode(text).map(bytes -> new BigInteger(1, bytes)).orElse(BigInteger.ZERO)
                : BigInteger.ZERO;
    }

    private static Optional<PublicKey> rsa(BigInteger modulus, BigInteger exponent) throws GeneralSecurityException {
        boolean fit = modulus.bitLength() >= RSA_BITS_MIN
                && modulus.bitLength() <= RSA_BITS_MAX
                && exponent.testBit(0)
                && exponent.bitLength() > 1
                && exponent.bitLength() <= 32;
        return fit
                ? Optional.of(KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent)))
                : Optional.empty();
    }

    private static Optional<PublicKey> p256(BigInteger x, BigInteger y) throws GeneralSecurityException {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        ECParameterSpec curve = parameters.getParameterSpec(ECParameterSpec.class);
        return isOn(curve, x, y)
                ? Optional.of(
                        KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(new ECPoint(x, y), curve)))
                : Optional.empty();
    }

    private static boolean isOn(ECParameterSpec curve, BigInteger x, BigInteger y) {
        BigInteger prime = ((ECFieldFp) curve.getCurve().getField()).getP();
        BigInteger right = x.pow(3)
                .add(curve.getCurve().getA().multiply(x))
                .add(curve.getCurve().getB());
        return x.bitLength() <= P256_BYTES * 8
                && x.compareTo(prime) < 0
                && y.compareTo(prime) < 0
                && y.multiply(y).subtract(right).mod(prime).signum() == 0;
    }
}
