package org.slotkeeper.identity;

import java.time.Clock;
import java.util.EnumMap;
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
    private static final long PAUSE_MILLIS = 10_000;

    private final Clock clock;
    private final Map<TokenCheck, Told> told = new EnumMap<>(TokenCheck.class);

    RefusalLog(Clock clock) {
        this.clock = clock;
        for (TokenCheck why : TokenCheck.values()) {
            told.put(why, new Told());
        }
    }

    private static final class Told {
        private long sinceLast;
        private long nextMillis = Long.MIN_VALUE;

        synchronized long toTell(long millis) {
            sinceLast++;
            if (millis < nextMillis) {
                return 0;
            }
            long tell = sinceLast;
            sinceLast = 0;
            nextMillis = millis + PAUSE_MILLIS;
            return tell;
        }
    }

    void refused(TokenCheck why) {
        long count = Objects.requireNonNull(told.get(why)).toTell(clock.millis());
        if (count > 0) {
            LOG.atInfo()
                    .addKeyValue("reason", why.name().toLowerCase(java.util.Locale.ROOT))
                    .addKeyValue("tokens", count)
                    .log("tokens refused");
        }
    }
}
