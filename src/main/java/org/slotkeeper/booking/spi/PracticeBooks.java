package org.slotkeeper.booking.spi;

import io.vertx.core.Future;
import java.util.Optional;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.PracticeBook;

/** The practices' published books, kept at hand by version. */
public interface PracticeBooks {

    /**
     * The book at hand, fetched if there is none; empty if the practice is not known. It may be
     * older than what the inventory knows: compare versions.
     */
    Future<Optional<PracticeBook>> find(OdsCode practice);

    /** The book in at least this version, fetched again if the one at hand is older. */
    Future<Optional<PracticeBook>> find(OdsCode practice, int atLeastVersion);
}
