package org.slotkeeper.retention;

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

    public Retention {
        if (weeks < WEEKS_MIN || auditWeeks < WEEKS_MIN) {
            throw new IllegalArgumentException("at least " + WEEKS_MIN + " weeks are kept");
        }
    }

    public Limit limit(Part part, Instant now) {
        int kept = part == Part.AUDIT ? auditWeeks : weeks;
        return new Limit(Week.mondayOf(London.dayOf(now)).minusWeeks(kept));
    }
}
