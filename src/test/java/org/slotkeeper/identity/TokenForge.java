package org.slotkeeper.identity;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes tokens, good ones and every kind of bad one. */
final class TokenForge {

    static final KeyPair RSA = rsa(2048);
    static final KeyPair OTHER_RSA = rsa(2048);
    static final KeyPair SHORT_RSA = rsa(1024);
    static final KeyPair EC = ec();
    static final long NOW = 1_795_000_000L;

    private TokenForge() {}

    static JsonObject header() {
        return new JsonObject().put("alg", "RS256").put("typ", "JWT").put("kid", "k1");
    }

    static JsonObject patient() {
        return claims().put("nhs_number", "9000000009").put("vot", "P9.Cp.Cd").put("gp_ods_code", "A81001");
    }

    static JsonObject claims() {
        return new JsonObject()
                .put("iss", "https://issuer.test")
                .put("aud", "slotkeeper")
                .put("sub", "s")
                .put("iat", NOW)
                .put("exp", NOW + 600);
    }

    static String token(JsonObject claims) {
        return sign(header().encode(), claims.encode(), RSA);
    }

    static String token(UnaryOperator<JsonObject> claims) {
        return token(claims.apply(patient()));
    }

    static String headed(UnaryOperator<JsonObject> header) {
        return sign(header.apply(header()).encode(), patient().encode(), RSA);
    }

    /** Signed as the header says. */
    static String sign(String header, String claims, KeyPair key) {
        String signed = Base64Url.encode(header.getBytes(StandardCharsets.UTF_8)) + "."
                + Base64Url.encode(claims.getBytes(StandardCharsets.UTF_8));
        String algorithm = header.contains("ES256")
                ? "SHA256withECDSAinP1363Format"
                : header.contains("RS512")
                        ? "SHA512withRSA"
                        : header.contains("PS256") ? "RSASSA-PSS" : "SHA256withRSA";
        return signed + "." + Base64Url.encode(signature(algorithm, signed, key));
    }

    static String hmac(String header, String claims, byte[] secret) {
        try {
            String signed = Base64Url.encode(header.getBytes(StandardCharsets.UTF_8)) + "."
                    + Base64Url.encode(claims.getBytes(StandardCharsets.UTF_8));
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return signed + "." + Base64Url.encode(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    static JsonObject jwk(String id, KeyPair key) {
        JsonObject jwk = new JsonObject().put("kid", id).put("use", "sig");
        if (key.getPublic() instanceof RSAPublicKey rsa) {
            return jwk.put("kty", "RSA")
                    .put("n", Base64Url.encode(DemoKeys.unsigned(rsa.getModulus())))
                    .put("e", Base64Url.encode(DemoKeys.unsigned(rsa.getPublicExponent())));
        }
        ECPublicKey ec = (ECPublicKey) key.getPublic();
        return jwk.put("kty", "EC")
                .put("crv", "P-256")
                .put("x", coordinate(ec.getW().getAffineX()))
                .put("y", coordinate(ec.getW().getAffineY()));
    }

    static JsonObject jwks(JsonObject... keys) {
        return new JsonObject().put("keys", new JsonArray(Arrays.asList(keys)));
    }

    private static String coordinate(java.math.BigInteger number) {
        byte[] bytes = DemoKeys.unsigned(number);
        byte[] padded = new byte[32];
        System.arraycopy(bytes, 0, padded, 32 - bytes.length, bytes.length);
        return Base64Url.encode(padded);
    }

    private static byte[] signature(String algorithm, String text, KeyPair key) {
        try {
            Signature signature = Signature.getInstance(algorithm);
            if (algorithm.equals("RSASSA-PSS")) {
                signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
            }
            signature.initSign(key.getPrivate());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static KeyPair rsa(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static KeyPair ec() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
