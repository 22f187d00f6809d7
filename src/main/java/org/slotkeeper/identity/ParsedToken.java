package org.slotkeeper.identity;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A token whose form is in order; nothing in it is believed yet.
 *
 * <p>Read by ourselves, because the library for it (Nimbus JOSE) takes what is refused here:
 * padding, stray bits and line ends in a part, a name twice in a nested object, deep nesting, and
 * headers that would change how the token is read. All that would still be checked here, and the
 * library would be left with the signature, which the JDK checks.
 */
record ParsedToken(Algorithm algorithm, String keyId, Map<String, Object> claims, byte[] signed, byte[] signature) {

    static final int LENGTH_MAX = 8 * 1024;

    /** As media types they mean the same in capital letters, and with what they all begin with. */
    private static final Set<String> TYPES = Set.of("jwt", "at+jwt");

    private static final String MEDIA_TYPES = "application/";
    /**
     * What would change how a token is to be read, or where its key is to be had: we read in one
     * way and know where our keys are.
     */
    private static final Set<String> HEADERS_REFUSED =
            Set.of("crit", "b64", "zip", "enc", "cty", "jku", "jwk", "x5u", "x5c");

    static Optional<ParsedToken> read(String token) {
        int first = token.indexOf('.');
        int second = token.indexOf('.', first + 1);
        boolean threeParts = first > 0 && second > first + 1 && second < token.length() - 1;
        if (token.length() > LENGTH_MAX || !threeParts || token.indexOf('.', second + 1) >= 0) {
            return Optional.empty();
        }
        Optional<Map<String, Object>> header = json(token.substring(0, first));
        Optional<Map<String, Object>> claims = json(token.substring(first + 1, second));
        Optional<byte[]> signature = Base64Url.decode(token.substring(second + 1));
        if (header.isEmpty() || claims.isEmpty() || signature.isEmpty()) {
            return Optional.empty();
        }
        byte[] signed = token.substring(0, second).getBytes(StandardCharsets.US_ASCII);
        return algorithm(header.get())
                .map(algorithm -> new ParsedToken(
                        algorithm,
                        (String) header.get().getOrDefault("kid", ""),
                        claims.get(),
                        signed,
                        signature.get()));
    }

    private static Optional<Algorithm> algorithm(Map<String, Object> header) {
        boolean plain = header.keySet().stream().noneMatch(HEADERS_REFUSED::contains)
                && header.getOrDefault("typ", "JWT") instanceof String type
                && isAccessToken(type.toLowerCase(Locale.ROOT))
                && VerificationKey.isId(header.getOrDefault("kid", ""));
        return plain ? Algorithm.named(header.getOrDefault("alg", "")) : Optional.empty();
    }

    private static boolean isAccessToken(String type) {
        return TYPES.contains(type.startsWith(MEDIA_TYPES) ? type.substring(MEDIA_TYPES.length()) : type);
    }

    private static Optional<Map<String, Object>> json(String part) {
        return Base64Url.decode(part).flatMap(TokenJson::object);
    }
}
