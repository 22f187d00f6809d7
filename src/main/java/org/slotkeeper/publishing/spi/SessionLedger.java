package org.slotkeeper.publishing.spi;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slotkeeper.domain.OdsCode;
import org.slotkeeper.domain.Practice.PracticeRules;

/** The ledger of what practices have published. Changes of one practice are in line: each is made for a version of its book and is recorded only while that is the current one. */
public interface SessionLedger {

    /** Empty if the practice is not known. */
    Future<Optional<PublishedBook>> read(OdsCode practice, Selection selection);

    /** Records the change, its news and its line in the audit trail together, as the next version of the book. */
    Future<RecordAnswer> record(LayoutChange change, Act act);

    /** Records other rules as the next version of the book. */
    Future<RecordAnswer> recordRules(OdsCode practice, int seenVersion, PracticeRules rules, Act act);

    /**
     * Adds the practices that are not known yet, with these rules, and corrects what the listings say otherwise about known ones. To do it again changes nothing.
     *
     * @param listings no practice twice
     */
    Future<Registered> register(List<PracticeListing> listings, PracticeRules rules, Instant now);

    record Registered(int added, int changed) {}
}
