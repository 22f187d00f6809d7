package org.slotkeeper.publishing.spi;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.slotkeeper.domain.schedule.Audience;
import org.slotkeeper.domain.schedule.Care;
import org.slotkeeper.domain.schedule.Interval;
import org.slotkeeper.domain.schedule.ReleaseRule;
import org.slotkeeper.domain.schedule.SessionId;
import org.slotkeeper.domain.schedule.SessionLayout;
import org.slotkeeper.domain.schedule.SessionRules;
import org.slotkeeper.domain.schedule.Wording;

/**
 * A session as its practice last published it.
 *
 * @param rules with the instant that follows from the release rule
 * @param overlapReason why its clinician may have another session at the same time; empty if that
 * must not be
 * @param withdrawn whether the practice has taken it back; slots that were held or booked then may
 * still be there
 */
public record SessionEntry(
        DayOfSession name,
        SessionLayout layout,
        int capacity,
        ReleaseRule release,
        SessionRules rules,
        Optional<String> overlapReason,
        boolean withdrawn) {

    public SessionEntry {
        overlapReason = overlapReason.map(reason -> Wording.LINE.kept(reason, Care.TEXT_MAX));
    }

    /** Nothing if it has been taken back. */
    public Optional<SessionLayout> layoutOnOffer() {
        return withdrawn ? Optional.empty() : Optional.of(layout);
    }

    public LocalDate day() {
        return name.day();
    }

    public SessionId id() {
        return name.session();
    }

    public Interval time() {
        return layout.time();
    }

    public Care care() {
        return layout.care();
    }

    public Instant releasedAt() {
        return rules.releasedAt();
    }

    public Audience audience() {
        return rules.audience();
    }

    /**
     * The same session taken back. What is still booked in it is the practice's own business, and
     * nobody else is offered a place that comes free.
     */
    public SessionEntry asWithdrawn() {
        SessionRules ownOnly = new SessionRules(releasedAt(), Audience.PRACTICE_ONLY);
        return new SessionEntry(name, layout, capacity, release, ownOnly, overlapReason, true);
    }
}
