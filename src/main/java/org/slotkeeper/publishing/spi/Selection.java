package org.slotkeeper.publishing.spi;

import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import org.slotkeeper.domain.SessionId;

/**
 * Which part of a practice's book is meant: the sessions on the days from the first to the last.
 *
 * @param only these sessions; empty for all
 */
public record Selection(LocalDate firstDay, LocalDate lastDay, Optional<Set<SessionId>> only) {
    public Selection {
        only = only.map(Set::copyOf);
    }
}
