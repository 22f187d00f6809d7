package org.slotkeeper.publishing.spi;

import java.util.List;
import java.util.Map;
import org.slotkeeper.domain.SlotRun;

/**
 * A session as the ledger has it.
 *
 * @param runs its slots of all times, in the order of their ordinals
 * @param owners the seats that have an owner, by ordinal
 */
public record SessionState(SessionEntry entry, List<SlotRun> runs, Map<Integer, Owner> owners) {
    public SessionState {
        runs = List.copyOf(runs);
        owners = Map.copyOf(owners);
    }
}
