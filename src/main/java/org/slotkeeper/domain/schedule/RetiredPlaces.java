package org.slotkeeper.domain.schedule;

import java.util.BitSet;
import java.util.Collection;

/**
 * Places of one slot that their practice no longer wants while somebody has them: whoever has one
 * keeps it, and as many places of the slot as are retired are offered to nobody, whichever of them
 * come free.
 *
 * @param firstOrdinal names the slot
 * @param seats how many seats it was published with
 * @param places how many of them are retired
 */
public record RetiredPlaces(int firstOrdinal, int seats, int places) {

    public RetiredPlaces {
        if (places < 1 || places > seats) {
            throw new IllegalArgumentException("of " + seats + " places 1 to " + seats + " can be retired");
        }
    }

    /**
     * Those of the seats without an owner that anybody may have: of a slot with retired places the
     * lowest ones, less as many as are retired. The seats given stay as they are.
     */
    public static BitSet onOffer(BitSet free, Collection<RetiredPlaces> retired) {
        if (retired.isEmpty()) {
            return free;
        }
        BitSet offered = (BitSet) free.clone();
        retired.forEach(slot -> slot.holdBack(offered));
        return offered;
    }

    private void holdBack(BitSet offered) {
        int left = places;
        int end = firstOrdinal + seats;
        for (int seat = offered.previousSetBit(end - 1);
                seat >= firstOrdinal && left > 0;
                seat = offered.previousSetBit(seat - 1)) {
            offered.clear(seat);
            left--;
        }
    }
}
