package org.slotkeeper.postgres.ledger;

import java.util.Optional;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.PracticeBook;

/** The practices' books that are in memory. None is fetched for it. */
public interface KnownBooks {

    /** It may be older than what was published since, and ends where the past begins. */
    Optional<PracticeBook> known(OdsCode practice);
}
