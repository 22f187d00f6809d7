package org.slotkeeper.publishing.spi;

import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import org.slotkeeper.domain.schedule.Care;
import org.slotkeeper.domain.schedule.SessionId;

/**
 * Which part of a practice's book is meant: the sessions on the days from the first to the last.
 *
 * @param only these sessions; empty for all
 * @param growing days to which slots may be added, whatever is on them now
 * @param alongside care by clinicians whose other sessions on growing days are meant too: those
 * that have a slot by one of them, or say they have
 */
public record Selection(
        LocalDate firstDay,
        LocalDate lastDay,
        Optional<Set<SessionId>> only,
        Set<LocalDate> growing,
        Set<Care> alongside) {

    public Selection(LocalDate firstDay, LocalDate lastDay, Optional<Set<SessionId>> only, Set<LocalDate> growing) {
        this(firstDay, lastDay, only, growing, Set.of());
    }

    public Selection {
        only = only.map(Set::copyOf);
        growing = Set.copyOf(growing);
        alongside = Set.copyOf(alongside);
    }
}
