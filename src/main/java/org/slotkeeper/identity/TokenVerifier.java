package org.slotkeeper.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slotkeeper.telemetry.Meters;
import org.slotkeeper.telemetry.Meters.TokenCheck;

/**
 * Checks a token whole: form, signature, claims, bearer. What it found good it remembers until the
 * token expires, by the token's hash.
 */
public final class TokenVerifier {

    private static final Map<TokenCheck, Future<Verified>> BAD = bad();
    private static final Future<Verified> INSUFFICIENT = Future.succeededFuture(new Verified.Insufficient());

    private final TokenSettings settings;
    private final ClaimRules rules;
    private final Callers callers;
    private final KeySource keys;
    private final Clock clock;
    private final Meters meters;
    private final RefusalLog log;
    private final Cache<Hash, Remembered> known;

    public TokenVerifier(TokenSettings settings, KeySource keys, Clock clock, Meters meters) {
        this.settings = settings;
        this.rules = new ClaimRules(settings);
        this.callers = new Callers(settings.dialect());
        this.keys = keys;
        this.clock = clock;
        this.meters = meters;
        this.log = new RefusalLog(clock);
        this.known = Caffeine.newBuilder().maximumSize(settings.cached()).build();
    }

    private static Map<TokenCheck, Future<Verified>> bad() {
        Map<TokenCheck, Future<Verified>> all = new EnumMap<>(TokenCheck.class);
        for (TokenCheck why : TokenCheck.values()) {
            all.put(why, Future.succeededFuture(new Verified.Bad(why)));
        }
        return all;
    }

    private record Remembered(Future<Verified> answer, long notAfterSeconds, long generation) {}

    /** SHA-256 of a token: who reads the memory finds no token in it. */
    private record Hash(long a, long b, long c, long d) {}

    /** @param generation of the keys, before its own was looked for */
    private record Seen(Hash hash, long generation) {}

    /** Fails only if the issuer could not be asked for its keys. */
    public Future<Verified> verify(String token) {
        if (token.isEmpty() || token.length() > ParsedToken.LENGTH_MAX) {
            return refused(TokenCheck.MALFORMED);
        }
        Hash hash = hash(token);
        Remembered remembered = known.getIfPresent(hash);
        if (remembered != null
                && clock.millis() / 1000 < remembered.notAfterSeconds
                && remembered.generation == keys.generation()) {
            meters.tokenChecked(TokenCheck.CACHED);
            return remembered.answer;
        }
        Optional<ParsedToken> parsed = ParsedToken.read(token);
        if (parsed.isEmpty() || !settings.algorithms().contains(parsed.get().algorithm())) {
            return refused(TokenCheck.MALFORMED);
        }
        // Cheap before dear: a token that is over, or for somebody else, costs neither a signature
        // nor a search for its key.
        Optional<TokenCheck> wrong = rules.check(parsed.get().claims(), clock.millis() / 1000);
        if (wrong.isPresent()) {
            return refused(wrong.get());
        }
        // The keys may be replaced by others before what is found by them is remembered.
        long generation = keys.generation();
        return keys.find(parsed.get().keyId())
                .onFailure(away -> meters.tokenChecked(TokenCheck.KEYS_AWAY))
                .compose(finding -> finding.match(
                        known -> verify(parsed.get(), known.key(), new Seen(hash, generation)),
                        () -> refused(TokenCheck.UNKNOWN_KEY),
                        this::askedTooSoon));
    }

    private Future<Verified> verify(ParsedToken token, VerificationKey key, Seen seen) {
        if (!key.permits(token.algorithm())) {
            return refused(TokenCheck.UNKNOWN_KEY);
        }
        if (!token.algorithm().verifies(key.key(), token.signed(), token.signature())) {
            return refused(TokenCheck.BAD_SIGNATURE);
        }
        return callers.of(token.claims())
                .match(
                        caller -> remember(caller, token, seen),
                        this::insufficient,
                        bad -> refused(bad.why()),
                        Future::succeededFuture);
    }

    private Future<Verified> askedTooSoon(KeyFinding.AskedTooSoon tooSoon) {
        note(TokenCheck.KEY_ASKED_TOO_SOON);
        return Future.succeededFuture(new Verified.NotYetKnown(tooSoon.again()));
    }

    private Future<Verified> remember(Verified.Known caller, ParsedToken token, Seen seen) {
        long notAfter = ClaimRules.seconds(token.claims().get("exp")).orElseThrow()
                + settings.leeway().toSeconds();
        Future<Verified> answer = Future.succeededFuture(caller);
        known.put(seen.hash, new Remembered(answer, notAfter, seen.generation));
        meters.tokenChecked(TokenCheck.VERIFIED);
        return answer;
    }

    private Future<Verified> insufficient() {
        meters.tokenChecked(TokenCheck.INSUFFICIENT);
        return INSUFFICIENT;
    }

    private Future<Verified> refused(TokenCheck why) {
        note(why);
        return Objects.requireNonNull(BAD.get(why));
    }

    private void note(TokenCheck why) {
        meters.tokenChecked(why);
        log.refused(why);
    }

    private static Hash hash(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            ByteBuffer bytes = ByteBuffer.wrap(digest);
            return new Hash(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every Java has SHA-256", absent);
        }
    }
}
