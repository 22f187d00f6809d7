package org.slotkeeper.publishing.spi;

import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import org.slotkeeper.domain.SessionId;

/**
 * Which part of a practice's book is meant: the sessions on the days from the first to the last.
 *
 * @param only these sessions; empty for all
 * @param growing days to which slots may be added, whatever is on them now
 */
public record Selection(LocalDate firstDay, LocalDate lastDay, Optional<Set<SessionId>> only, Set<LocalDate> growing) {
    public Selection {
        only = only.map(Set::copyOf);
        growing = Set.copyOf(growing);
    }
}
