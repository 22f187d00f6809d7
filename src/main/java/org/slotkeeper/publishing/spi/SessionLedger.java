package org.slotkeeper.publishing.spi;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.Practice.PracticeRules;

/**
 * The ledger of what practices have published. Changes of one practice are in line: each is made
 * for a version of its book and is recorded only while that is the current one.
 */
public interface SessionLedger {

    /** Empty if the practice is not known. */
    Future<Optional<PublishedBook>> read(OdsCode practice, Selection selection);

    /** For how long at least the ledger knows a practice's write again. */
    Duration REMEMBERED = Duration.ofDays(1);

    /**
     * What the caller's write of this operation and request id was answered; empty if the ledger
     * has not met it, or has forgotten it.
     */
    Future<Optional<Answered>> answerTo(OdsCode practice, Act act, String operation);

    /**
     * Records the change and its line in the audit trail together, as the next version of the book,
     * and keeps what the request is answered.
     */
    Future<RecordAnswer> record(LayoutChange change, Act act, Optional<Answered> answer);

    /** Records a change of which nobody asks again. */
    default Future<RecordAnswer> record(LayoutChange change, Act act) {
        return record(change, act, Optional.empty());
    }

    /**
     * Records other rules as the next version of the book, and keeps what the request is answered.
     */
    Future<RecordAnswer> recordRules(RulesChange change, Act act, Optional<Answered> answer);

    /** @param seenVersion the version of the book that the rules are set over */
    record RulesChange(OdsCode practice, int seenVersion, PracticeRules rules) {}

    /**
     * Keeps what a request is answered that changes nothing. False if it has been met meanwhile:
     * look again.
     */
    Future<Boolean> keepAnswer(OdsCode practice, Act act, Answered answer);

    /** Keeps another answer to a request in place of the one that is kept with its change. */
    Future<Void> amendAnswer(OdsCode practice, Act act, Answered answer);

    /**
     * Adds the practices that are not known yet, with these rules, and corrects what the listings
     * say otherwise about known ones. To do it again changes nothing.
     *
     * @param listings no practice twice
     */
    Future<Registered> register(List<PracticeListing> listings, PracticeRules rules, Instant now);

    record Registered(int added, int changed) {}
}
