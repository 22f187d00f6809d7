package org.slotkeeper.statistics.spi;

import io.vertx.core.Future;
import java.time.LocalDate;
import java.util.Map;
import java.util.SortedMap;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.relay.spi.Passage;

/** Counts as they are kept. Failed futures are faults of the ledger. */
public interface AppointmentCounts {

    /**
     * Adds what the passage changed and moves the listener on to its end, both or neither. Nothing
     * is added if the listener is not where the passage begins any more: then it was added before.
     */
    Future<Void> add(String listener, Passage passage, Map<CountedHour, Tally> added);

    /**
     * What was counted from the first to the last of these days, in their order;
     * hours of which nothing was ever counted are left out.
     */
    Future<SortedMap<CountedHour, Tally>> of(OdsCode practice, LocalDate from, LocalDate to);
}
