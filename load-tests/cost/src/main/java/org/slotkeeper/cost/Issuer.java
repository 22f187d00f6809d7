package org.slotkeeper.cost;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** An identity provider for the time of a run: it publishes its key on this machine and signs tokens before anything is measured. */
public final class Issuer implements AutoCloseable {

    private static final String NAME = "https://issuer.bench.invalid";
    private static final int LIFE_SECONDS = 11 * 3600;
    private static final String SCOPES = "slots:publish appointments:read appointments:write";

    private final KeyPair pair;
    private final HttpServer server;
    private final long issuedAt = System.currentTimeMillis() / 1000;

    private Issuer(KeyPair pair, HttpServer server) {
        this.pair = pair;
        this.server = server;
    }

    public static Issuer start() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            KeyPair pair = generator.generateKeyPair();
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            byte[] keys = keys((RSAPublicKey) pair.getPublic()).getBytes(StandardCharsets.UTF_8);
            server.createContext("/keys", exchange -> {
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, keys.length);
                exchange.getResponseBody().write(keys);
                exchange.close();
            });
            server.start();
            return new Issuer(pair, server);
        } catch (GeneralSecurityException cause) {
            throw new IllegalStateException("every Java has RSA", cause);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private static String keys(RSAPublicKey key) {
        return "{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\"bench\",\"n\":\""
                + number(key.getModulus()) + "\",\"e\":\"" + number(key.getPublicExponent()) + "\"}]}";
    }

    private static String number(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return text(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** What a Slotkeeper is told so that it believes these tokens. */
    public List<String> settings() {
        return List.of(
                "identity.issuer=" + NAME,
                "identity.jwksUrl=http://127.0.0.1:" + server.getAddress().getPort() + "/keys");
    }

    public String patientToken(String nhsNumber, String practice) {
        return token("\"sub\":\"bench\",\"nhs_number\":\"" + nhsNumber + "\",\"vot\":\"P9.Cp.Cd\",\"gp_ods_code\":\""
                + practice + "\"");
    }

    public String practiceToken(String practice) {
        return token("\"sub\":\"bench-" + practice + "\",\"ods\":\"" + practice + "\",\"scope\":\"" + SCOPES + "\"");
    }

    private String token(String claims) {
        String times = ",\"iss\":\"" + NAME + "\",\"aud\":\"slotkeeper\",\"iat\":" + issuedAt + ",\"exp\":"
                + (issuedAt + LIFE_SECONDS);
        String signed = text("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"bench\"}".getBytes(StandardCharsets.UTF_8))
                + "." + text(("{" + claims + times + "}").getBytes(StandardCharsets.UTF_8));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(pair.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + text(signature.sign());
        } catch (GeneralSecurityException cause) {
            throw new IllegalStateException("the key of this run does not sign", cause);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
