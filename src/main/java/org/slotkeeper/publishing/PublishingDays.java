package org.slotkeeper.publishing;

import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import org.slotkeeper.domain.schedule.London;
import org.slotkeeper.publishing.spi.Act;
import org.slotkeeper.publishing.spi.Selection;

/**
 * The days on which something can be published: from yesterday, which may still be going on, to
 * some 13 months ahead.
 */
final class PublishingDays {

    static final int AHEAD_MAX = 400;

    private PublishingDays() {}

    static LocalDate first(Act act) {
        return London.dayOf(act.now()).minusDays(1);
    }

    static LocalDate last(Act act) {
        return London.dayOf(act.now()).plusDays(AHEAD_MAX);
    }

    /** A selection for whoever wants to know of the practice and not of its sessions. */
    static Selection noSessions(Act act) {
        return new Selection(first(act), first(act), Optional.of(Set.of()), Set.of());
    }

    static Optional<BrokenRule> brokenRule(LocalDate day, Act act) {
        return day.isBefore(first(act)) || day.isAfter(last(act))
                ? Optional.of(new BrokenRule("date", "must be from yesterday to " + AHEAD_MAX + " days ahead"))
                : Optional.empty();
    }
}
