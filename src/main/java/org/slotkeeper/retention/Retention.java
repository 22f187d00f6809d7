package org.slotkeeper.retention;

import java.time.Duration;
import java.time.Instant;
import org.slotkeeper.domain.schedule.London;
import org.slotkeeper.retention.spi.Limit;
import org.slotkeeper.retention.spi.Week;
import org.slotkeeper.retention.spi.Week.Part;

/**
 * For how long the ledger keeps what is over.
 *
 * @param weeks how many whole weeks before the current one are kept
 * @param auditWeeks the same of the audit trail
 */
public record Retention(int weeks, int auditWeeks) {

    /** Engines make the tables of the days from eight days ago. */
    public static final int WEEKS_MIN = 2;

    /** A listener that stands still for longer is taken for switched off. */
    private static final Duration LISTENERS_ARE_WAITED_FOR = Duration.ofDays(28);

    public Retention {
        if (weeks < WEEKS_MIN || auditWeeks < WEEKS_MIN) {
            throw new IllegalArgumentException("at least " + WEEKS_MIN + " weeks are kept");
        }
    }

    /** What listeners of the log have not heard is kept for those that have moved since then. */
    public static Instant listenersMovedSince(Instant now) {
        return now.minus(LISTENERS_ARE_WAITED_FOR);
    }

    public Limit limit(Part part, Instant now) {
        int kept = part == Part.AUDIT ? auditWeeks : weeks;
        return new Limit(Week.mondayOf(London.dayOf(now)).minusWeeks(kept));
    }
}
