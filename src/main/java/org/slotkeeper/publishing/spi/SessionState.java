package org.slotkeeper.publishing.spi;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.slotkeeper.domain.schedule.RetiredPlaces;
import org.slotkeeper.domain.schedule.SlotRun;

/**
 * A session as the ledger has it.
 *
 * @param runs its slots of all times, in the order of their ordinals
 * @param owners the seats that have an owner, by ordinal
 * @param retired how many places are retired of which slot, by its first ordinal; see
 * {@link RetiredPlaces}
 */
public record SessionState(
        SessionEntry entry, List<SlotRun> runs, Map<Integer, Owner> owners, Map<Integer, Integer> retired) {

    /** A session in which no place is retired. */
    public SessionState(SessionEntry entry, List<SlotRun> runs, Map<Integer, Owner> owners) {
        this(entry, runs, owners, Map.of());
    }

    /** Those of the seats without an owner that anybody may have. */
    public BitSet onOffer(BitSet free) {
        List<RetiredPlaces> places = new ArrayList<>();
        for (SlotRun run : runs) {
            retired.forEach((first, count) -> {
                if (run.hasSeat(first)) {
                    places.add(new RetiredPlaces(first, run.capacity(), count));
                }
            });
        }
        return RetiredPlaces.onOffer(free, places);
    }

    public SessionState {
        retired = Map.copyOf(retired);
        runs = List.copyOf(runs);
        owners = Map.copyOf(owners);
    }
}
