package org.slotkeeper.identity;

import java.time.Clock;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slotkeeper.telemetry.Meters.TokenCheck;

/**
 * Says which check tokens do not pass, for whoever connects an issuer: the first of a reason, and
 * then how many in a while. Nothing of a token is in it.
 */
final class RefusalLog {

    private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);
    /** So that nobody who sends bad tokens can fill the log with them. */
    private static final long PAUSE_MILLIS = 10_000;

    private final Clock clock;
    private final Map<TokenCheck, Told> told = new EnumMap<>(TokenCheck.class);

    RefusalLog(Clock clock) {
        this.clock = clock;
        for (TokenCheck why : TokenCheck.values()) {
            told.put(why, new Told(why.name().toLowerCase(Locale.ROOT)));
        }
    }

    /** What was told of one reason, and when it may be told again. */
    private static final class Told {
        private final String reason;
        private long untold;
        private long toldAtMillis = Long.MIN_VALUE / 2;

        Told(String reason) {
            this.reason = reason;
        }

        /** How many are to be told of now; nothing within the pause, however the clock is set. */
        synchronized long oneMore(long millis) {
            untold++;
            if (Math.abs(millis - toldAtMillis) < PAUSE_MILLIS) {
                return 0;
            }
            long count = untold;
            untold = 0;
            toldAtMillis = millis;
            return count;
        }
    }

    /** Counts one more token that did not pass this check, and says so if it is time. */
    void refused(TokenCheck why) {
        Told ofReason = Objects.requireNonNull(told.get(why));
        long count = ofReason.oneMore(clock.millis());
        if (count > 0) {
            LOG.atInfo()
                    .addKeyValue("reason", ofReason.reason)
                    .addKeyValue("tokens", count)
                    .log("tokens refused");
        }
    }
}
