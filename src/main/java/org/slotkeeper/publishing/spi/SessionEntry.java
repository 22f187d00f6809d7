package org.slotkeeper.publishing.spi;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.slotkeeper.domain.schedule.Audience;
import org.slotkeeper.domain.schedule.Care;
import org.slotkeeper.domain.schedule.Interval;
import org.slotkeeper.domain.schedule.ReleaseRule;
import org.slotkeeper.domain.schedule.SessionId;
import org.slotkeeper.domain.schedule.SessionLayout;
import org.slotkeeper.domain.schedule.Wording;

/**
 * A session as its practice last published it.
 *
 * @param releasedAt the instant that follows from the release rule
 * @param overlapReason why its clinician may have another session at the same time; empty if that
 * must not be
 * @param withdrawn whether the practice has taken it back; slots that were held or booked then may
 * still be there
 */
public record SessionEntry(
        LocalDate day,
        SessionId id,
        Interval time,
        Duration slotLength,
        int capacity,
        Care care,
        ReleaseRule release,
        Instant releasedAt,
        Audience audience,
        Optional<String> overlapReason,
        boolean withdrawn) {

    public SessionEntry {
        overlapReason = overlapReason.map(reason -> Wording.LINE.kept(reason, Care.TEXT_MAX));
    }

    /** A session whose clinician has no other at the same time. */
    public SessionEntry(
            LocalDate day,
            SessionId id,
            Interval time,
            Duration slotLength,
            int capacity,
            Care care,
            ReleaseRule release,
            Instant releasedAt,
            Audience audience,
            boolean withdrawn) {
        this(day, id, time, slotLength, capacity, care, release, releasedAt, audience, Optional.empty(), withdrawn);
    }

    /** Nothing if it has been taken back. */
    public Optional<SessionLayout> layout() {
        return withdrawn ? Optional.empty() : Optional.of(new SessionLayout(time, slotLength, care));
    }

    /**
     * The same session taken back. What is still booked in it is the practice's own business, and
     * nobody else is offered a place that comes free.
     */
    public SessionEntry asWithdrawn() {
        return new SessionEntry(
                day,
                id,
                time,
                slotLength,
                capacity,
                care,
                release,
                releasedAt,
                Audience.PRACTICE_ONLY,
                overlapReason,
                true);
    }
}
