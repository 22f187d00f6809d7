package org.slotkeeper.relay;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slotkeeper.relay.spi.ChangeLog;
import org.slotkeeper.relay.spi.Listener;
import org.slotkeeper.relay.spi.Passage;

/**
 * Tells one listener what has been recorded since it last heard. One process at a time does so for
 * a listener; if two do all the same, the listener hears something twice.
 */
public final class Relay {

    /** Turns come by the second: after so long they are somebody else's. */
    private static final Duration TURN_IS_OURS = Duration.ofMinutes(1);

    private final ChangeLog log;
    private final Listener listener;
    private final Clock clock;
    private final int passagesMax;
    private final Duration hearsWithin;
    private volatile Optional<Instant> unheardSince = Optional.empty();
    private volatile int unheard;
    private volatile boolean isUnderWay;
    private volatile Instant lastTurn = Instant.EPOCH;

    /**
     * @param passagesMax how many are told in one turn; what is left is for the next one
     * @param hearsWithin after so long a listener has failed: one that never answers would keep the
     * turn for ever
     */
    public Relay(ChangeLog log, Listener listener, Clock clock, int passagesMax, Duration hearsWithin) {
        this.log = log;
        this.listener = listener;
        this.clock = clock;
        this.passagesMax = passagesMax;
        this.hearsWithin = hearsWithin;
    }

    /** Its listener's name. */
    public String listener() {
        return listener.name();
    }

    /**
     * Goes on until nothing is left, or it was enough for one turn. Fails as the listener does, or
     * as the log: it hears the same again in the next turn.
     */
    public Future<Void> step() {
        isUnderWay = true;
        return log.place(listener.name())
                .onSuccess(place -> unheard = place.unheard())
                .compose(place -> tell(place.position(), 1))
                .onFailure(cause -> unheardSince = unheardSince.or(() -> Optional.of(clock.instant())))
                .onComplete(ended -> {
                    lastTurn = clock.instant();
                    isUnderWay = false;
                });
    }

    /**
     * For how long the oldest request has waited of which it has not heard, or for how long the log
     * could not be read. Nothing is known of it where turns are another process's.
     */
    public Duration behind() {
        return unheardSince
                .filter(since -> isOurs())
                .map(since -> Duration.between(since, clock.instant()))
                .filter(age -> !age.isNegative())
                .orElse(Duration.ZERO);
    }

    /**
     * How many requests it had before it when it was last its turn, as far as they were counted.
     * Nothing is known of it where turns are another process's.
     */
    public int unheard() {
        return isOurs() ? unheard : 0;
    }

    private boolean isOurs() {
        return isUnderWay || lastTurn.plus(TURN_IS_OURS).isAfter(clock.instant());
    }

    private Future<Void> tell(long position, int nth) {
        return log.after(position).compose(passage -> {
            unheardSince = passage.since();
            return passage.isEnd() ? Future.succeededFuture() : tell(passage, nth);
        });
    }

    private Future<Void> tell(Passage passage, int nth) {
        return listener.hear(passage)
                .timeout(hearsWithin.toMillis(), TimeUnit.MILLISECONDS)
                .compose(heard ->
                        listener.movesItsOwnPlace() ? Future.succeededFuture() : log.heard(listener.name(), passage))
                .compose(moved -> nth < passagesMax ? tell(passage.to(), nth + 1) : Future.succeededFuture());
    }
}
