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
import java.util.TreeMap;

/**
 * An issuer's published keys, as far as they are fit to check tokens: RSA of 2,048 bits or more and
 * P-256, for signing, with an id of their own. What is unfit is left out, and hinders no other.
 */
record KeySet(Map<String, VerificationKey> byId) {

    private static final int RSA_BITS_MIN = 2048;
    private static final int RSA_BITS_MAX = 8192;
    private static final int P256_BYTES = 32;

    KeySet {
        byId = Map.copyOf(byId);
    }

    /**
     * What became of a document.
     *
     * @param keys none if it is not a set of keys, or has none that is fit
     * @param dropped why keys were left out, each with how many
     */
    record Reading(Optional<KeySet> keys, Map<String, Integer> dropped) {}

    static Reading read(byte[] document) {
        Object keys = TokenJson.keys(document)
                .<Object>map(json -> json.getOrDefault("keys", ""))
                .orElse("");
        if (!(keys instanceof List<?> list)) {
            return new Reading(Optional.empty(), Map.of("no JSON object with a list of keys", 1));
        }
        Map<String, VerificationKey> fit = new HashMap<>();
        Map<String, Integer> dropped = new TreeMap<>();
        Set<String> seen = new HashSet<>();
        for (Object entry : list) {
            try {
                VerificationKey key = key(entry);
                // Of two keys with one id nobody can say which is meant, so neither is used.
                if (seen.add(key.id())) {
                    fit.put(key.id(), key);
                } else {
                    fit.remove(key.id());
                    throw new Unfit("a kid that another key has too");
                }
            } catch (Unfit unfit) {
                dropped.merge(String.valueOf(unfit.getMessage()), 1, Integer::sum);
            }
        }
        return new Reading(fit.isEmpty() ? Optional.empty() : Optional.of(new KeySet(fit)), dropped);
    }

    /** Why a key is of no use here, in words that have nothing of the key. */
    private static final class Unfit extends Exception {
        private static final long serialVersionUID = 1L;

        Unfit(String why) {
            super(why, null, false, false);
        }
    }

    private static VerificationKey key(Object entry) throws Unfit {
        if (!(entry instanceof Map<?, ?> jwk) || !(jwk.get("kid") instanceof String id) || !VerificationKey.isId(id)) {
            throw new Unfit("no kid of visible ASCII");
        }
        if (jwk.containsKey("use") && !"sig".equals(jwk.get("use"))) {
            throw new Unfit("not for signatures");
        }
        Optional<Algorithm> algorithm = jwk.containsKey("alg") ? Algorithm.named(jwk.get("alg")) : Optional.empty();
        if (jwk.containsKey("alg") && algorithm.isEmpty()) {
            throw new Unfit("an alg that is not taken");
        }
        if (jwk.containsKey("d")) {
            throw new Unfit("a private key: whoever publishes it has lost it");
        }
        PublicKey made = made(jwk).orElseThrow(() -> new Unfit("a key of another kty or crv, too short or malformed"));
        if (algorithm.isPresent() && !algorithm.get().suits(made)) {
            throw new Unfit("an alg of another kty");
        }
        return new VerificationKey(id, made, algorithm);
    }

    private static Optional<PublicKey> made(Map<?, ?> jwk) {
        try {
            if ("RSA".equals(jwk.get("kty"))) {
                return rsa(number(jwk, "n"), number(jwk, "e"));
            }
            return "EC".equals(jwk.get("kty")) && "P-256".equals(jwk.get("crv"))
                    ? p256(number(jwk, "x"), number(jwk, "y"))
                    : Optional.empty();
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
