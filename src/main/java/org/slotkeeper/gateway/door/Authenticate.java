package org.slotkeeper.gateway.door;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.util.Optional;
import org.slotkeeper.gateway.http.Failures;
import org.slotkeeper.gateway.http.Head;
import org.slotkeeper.identity.TokenVerifier;
import org.slotkeeper.identity.Verified;

/**
 * Finds out who asks, where that matters. Most tokens are known already; for others an issuer's
 * keys may have to be fetched first.
 */
record Authenticate(TokenVerifier tokens, Faults faults) implements Step {

    private static final String BEARER = "Bearer ";

    @Override
    public Verdict pass(RequestState state) {
        if (state.target.route().operation().isOpen()) {
            return Verdict.GO_ON;
        }
        String authorization = state.head.get(Head.Name.AUTHORIZATION);
        if (authorization == null || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return new Verdict.Refused(Failures.NO_TOKEN);
        }
        Future<Verified> verified = DoorLoop.ask(() -> tokens.verify(authorization.substring(BEARER.length())));
        return verified.isComplete()
                ? verdict(state, verified)
                : new Verdict.Awaits<>(verified, ended -> verdict(state, ended));
    }

    private Verdict verdict(RequestState state, AsyncResult<Verified> verified) {
        if (verified.failed()) {
            return new Verdict.Refused(faults.storeAway("token not verified", state, verified.cause()));
        }
        return verified.result()
                .match(
                        known -> known(state, known),
                        () -> new Verdict.Refused(Failures.INSUFFICIENT_IDENTITY),
                        bad -> new Verdict.Refused(Failures.badToken(bad.why())),
                        notYetKnown -> notYetKnown(state, notYetKnown));
    }

    /**
     * Anybody can bring this about: it counts for no operation, so that strangers spoil none of
     * their figures, and the log has a line for all of them now and then.
     */
    private Verdict notYetKnown(RequestState state, Verified.NotYetKnown unsure) {
        state.isOfAnybody = true;
        int seconds = (int) unsure.again().toSeconds() + faults.retryAfterSeconds();
        return new Verdict.Refused(Failures.away(seconds));
    }

    private static Verdict known(RequestState state, Verified.Known known) {
        state.caller = Optional.of(known.caller());
        return Verdict.GO_ON;
    }
}
