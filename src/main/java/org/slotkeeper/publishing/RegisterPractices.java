package org.slotkeeper.publishing;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.Practice.PracticeRules;
import org.slotkeeper.platform.Tries;
import org.slotkeeper.publishing.spi.PracticeListing;
import org.slotkeeper.publishing.spi.SessionLedger;
import org.slotkeeper.publishing.spi.SessionLedger.Registered;

/**
 * Makes the practices of a list known. A practice that is known keeps its rules and what the list
 * does not say; to register a list twice changes nothing.
 */
public final class RegisterPractices {

    /** Enough to make the round trip cheap, few enough to keep a statement small. */
    private static final int BATCH = 1_000;

    private final SessionLedger ledger;
    private final PracticeRules defaults;
    private final Tries tries;

    /** @param defaults the rules of practices that are new */
    public RegisterPractices(SessionLedger ledger, PracticeRules defaults, Tries tries) {
        this.ledger = ledger;
        this.defaults = defaults;
        this.tries = tries;
    }

    /** Of a practice listed twice the last listing counts. */
    public Future<Registered> register(Collection<PracticeListing> listings, Instant now) {
        Map<OdsCode, PracticeListing> byCode = new LinkedHashMap<>();
        listings.forEach(listing -> byCode.put(listing.odsCode(), listing));
        List<PracticeListing> distinct = new ArrayList<>(byCode.values());
        Future<Registered> sum = Future.succeededFuture(new Registered(0, 0));
        for (int from = 0; from < distinct.size(); from += BATCH) {
            List<PracticeListing> batch = distinct.subList(from, Math.min(from + BATCH, distinct.size()));
            sum = sum.compose(before -> tries.of(() -> ledger.register(batch, defaults, now))
                    .map(more -> new Registered(before.added() + more.added(), before.changed() + more.changed())));
        }
        return sum;
    }
}
