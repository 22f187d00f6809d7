package org.slotkeeper.publishing;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.slotkeeper.domain.schedule.Audience;
import org.slotkeeper.domain.schedule.Care;
import org.slotkeeper.domain.schedule.Interval;
import org.slotkeeper.domain.schedule.ReleaseRule;
import org.slotkeeper.domain.schedule.SessionId;
import org.slotkeeper.domain.schedule.SessionLayout;
import org.slotkeeper.domain.schedule.SessionRules;
import org.slotkeeper.publishing.spi.DayOfSession;
import org.slotkeeper.publishing.spi.SessionEntry;

/**
 * A session as a practice asks for it.
 *
 * @param overlapReason why its clinician may have another session at the same time; empty if that
 * must not be
 */
public record SessionDraft(
        SessionId id,
        Timetable timetable,
        Care care,
        ReleaseRule release,
        Audience audience,
        Optional<String> overlapReason) {

    public LocalDate day() {
        return timetable.day();
    }

    /** The slots' times, each beginning where the one before ends. */
    public List<Interval> slotTimes() {
        return timetable.slotTimes();
    }

    Interval time() {
        return timetable.time();
    }

    SessionEntry entry() {
        return new SessionEntry(
                new DayOfSession(day(), id),
                new SessionLayout(time(), timetable.slotLength(), care),
                timetable.capacity(),
                release,
                new SessionRules(release.releasedAt(day()), audience),
                overlapReason,
                false);
    }
}
