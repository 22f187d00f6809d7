package org.slotkeeper.identity;

import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slotkeeper.api.Engine;
import org.slotkeeper.api.EngineAnswer;
import org.slotkeeper.api.EngineRequest;
import org.slotkeeper.api.Failure;
import org.slotkeeper.api.Operation;
import org.slotkeeper.api.QueryText;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.platform.JsonText;

/**
 * Gives anybody a token for anybody, so that a demonstration can be tried without an identity
 * provider. Never part of a real service.
 */
public final class DemoIssuer {

    private static final Set<String> FIELDS = Set.of("nhs_number", "practice", "ods", "org_type", "ttl");
    private static final String SCOPES = String.join(" ", Caller.PUBLISH, Caller.READ, Caller.WRITE);
    private static final Duration LIFETIME = Duration.ofHours(1);
    private static final int OBJECT_BYTES = 1_000;

    private final DemoKeys keys;
    private final TokenSettings settings;
    private final ClaimNames names;
    private final Clock clock;
    private final Failure.Writer failures;
    private final String header;
    private final EngineAnswer published;

    /** @param settings of the verifier that is to believe these tokens */
    public DemoIssuer(DemoKeys keys, TokenSettings settings, Clock clock, Failure.Writer failures) {
        this.keys = keys;
        this.settings = settings;
        this.names = settings.dialect().claims();
        this.clock = clock;
        this.failures = failures;
        this.header = part(object().field("alg", "RS256").field("typ", "JWT").field("kid", keys.id()));
        this.published = json(published(keys));
    }

    /** The key by which a verifier in the same process checks these tokens. */
    public KeySource keySource() {
        return KeySource.of(new VerificationKey(keys.id(), keys.publicKey(), Optional.of(Algorithm.RS256)));
    }

    public Map<Operation, Engine> handlers() {
        return Map.of(
                DemoApi.JWKS,
                request -> Future.succeededFuture(published),
                DemoApi.DEMO_TOKEN,
                request -> Future.succeededFuture(answer(request)));
    }

    private EngineAnswer answer(EngineRequest request) {
        Map<String, String> form = new HashMap<>();
        Optional<List<Map.Entry<String, String>>> fields =
                QueryText.decode(request.body().toString(StandardCharsets.ISO_8859_1));
        if (fields.isEmpty()) {
            return refused("The form is malformed", "form");
        }
        for (Map.Entry<String, String> field : fields.get()) {
            boolean first = form.put(field.getKey(), field.getValue()) == null;
            if (!first || !FIELDS.contains(field.getKey())) {
                return refused("The form has nhs_number and practice, or ods and org_type, and ttl, each once", "form");
            }
        }
        return form.containsKey("ods") ? organisation(form) : patient(form);
    }

    private EngineAnswer patient(Map<String, String> form) {
        String number = form.getOrDefault("nhs_number", "");
        String practice = form.getOrDefault("practice", "");
        if (!NhsNumber.isValid(number) || form.containsKey("org_type")) {
            return refused("nhs_number must be an NHS number, or ods an ODS code", "nhs_number");
        }
        if (!practice.isEmpty() && !OdsCode.isValid(practice)) {
            return refused("practice must be an ODS code", "practice");
        }
        Map<String, String> claims = new LinkedHashMap<>();
        claims.put("sub", "demo-patient");
        claims.put(names.nhsNumber(), number);
        claims.put(names.level(), "P9.Cp.Cd");
        if (!practice.isEmpty()) {
            claims.put(names.practice(), practice);
        }
        return issued(claims, form);
    }

    private EngineAnswer organisation(Map<String, String> form) {
        String code = form.getOrDefault("ods", "");
        if (!OdsCode.isValid(code) || form.containsKey("nhs_number") || form.containsKey("practice")) {
            return refused("ods must be an ODS code and stand without nhs_number and practice", "ods");
        }
        Map<String, String> claims = new LinkedHashMap<>();
        claims.put("sub", "demo-" + code);
        claims.put(names.organisation(), code);
        claims.put(names.scope(), SCOPES);
        if (form.containsKey("org_type")) {
            claims.put(names.organisationType(), form.get("org_type"));
        }
        if (form.getOrDefault("org_type", "x").isEmpty() || isBad(claims)) {
            return refused("org_type must be a short name", "org_type");
        }
        return issued(claims, form);
    }

    private boolean isBad(Map<String, String> claims) {
        return new Callers(settings.dialect())
                .of(Map.copyOf(claims))
                .match(known -> false, () -> false, bad -> true, notYetKnown -> false);
    }

    private EngineAnswer issued(Map<String, String> claims, Map<String, String> form) {
        long longest = settings.lifetimeMax().toSeconds();
        Optional<Long> lifetime =
                seconds(form.getOrDefault("ttl", Long.toString(Math.min(LIFETIME.toSeconds(), longest))));
        if (lifetime.isEmpty() || lifetime.get() < 1 || lifetime.get() > longest) {
            return refused("ttl must be a number of seconds from 1 to " + longest, "ttl");
        }
        return json(object().field("access_token", issue(claims, lifetime.get()))
                .field("token_type", "Bearer")
                .field("expires_in", lifetime.get()));
    }

    private String issue(Map<String, String> claims, long lifetimeSeconds) {
        long now = clock.millis() / 1000;
        JsonText payload = object();
        claims.forEach(payload::field);
        payload.field("iss", settings.issuer()).field("aud", settings.audience());
        payload.field("iat", now).field("exp", now + lifetimeSeconds);
        String signed = header + "." + part(payload);
        return signed + "." + Base64Url.encode(signature(signed));
    }

    private byte[] signature(String text) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.pair().getPrivate());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("our own key does not sign", broken);
        }
    }

    private EngineAnswer refused(String why, String field) {
        return failures.write(Failure.of(400, "value", "INVALID_PARAMETER", why).at(field));
    }

    private static JsonText published(DemoKeys keys) {
        return object().array("keys")
                .open()
                .field("kty", "RSA")
                .field("use", "sig")
                .field("alg", "RS256")
                .field("kid", keys.id())
                .field("n", Base64Url.encode(DemoKeys.unsigned(keys.publicKey().getModulus())))
                .field("e", Base64Url.encode(DemoKeys.unsigned(keys.publicKey().getPublicExponent())))
                .close()
                .closeArray();
    }

    private static JsonText object() {
        return new JsonText(OBJECT_BYTES).open();
    }

    private static EngineAnswer json(JsonText object) {
        return new EngineAnswer(
                200, Map.of("Content-Type", EngineAnswer.JSON), object.close().toBuffer(), "");
    }

    private static String part(JsonText object) {
        return Base64Url.encode(object.close().toBytes());
    }

    private static Optional<Long> seconds(String text) {
        return text.matches("[0-9]{1,9}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }
}
