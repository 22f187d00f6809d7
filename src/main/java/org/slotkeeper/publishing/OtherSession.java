package org.slotkeeper.publishing;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slotkeeper.domain.schedule.Interval;
import org.slotkeeper.publishing.spi.SessionState;

/**
 * A session beside those that are published now. It stays as it is; only those of its places that
 * are retired are still to go, and have the clinician's time until they have gone.
 */
final class OtherSession {

    private final SessionState session;
    private final List<PlacesOfSlot> unwanted;
    private final Map<Interval, List<PlacesOfSlot>> atWantedTimes;

    OtherSession(SessionState session) {
        this.session = session;
        List<PlacesOfSlot> slots = PlacesOfSlot.of(session);
        this.unwanted = slots.stream().filter(slot -> !isWanted(slot)).toList();
        this.atWantedTimes = slots.stream().filter(this::isWanted).collect(Collectors.groupingBy(PlacesOfSlot::time));
    }

    private boolean isWanted(PlacesOfSlot slot) {
        return session.entry()
                .layoutOnOffer()
                .filter(layout -> layout.hasSlot(slot.time(), slot.care()))
                .isPresent();
    }

    /** All places of slots that are not wanted, and of the others as many as are too many. */
    Stream<Surplus> surplus() {
        Stream<Surplus> tooMany = atWantedTimes.values().stream()
                .flatMap(slots -> Surplus.above(session.entry().capacity(), slots).stream());
        return Stream.concat(unwanted.stream().map(Surplus::of), tooMany)
                .filter(one -> session.retired().containsKey(one.slot().firstOrdinal()));
    }

    /**
     * How many places are retired of which slot once these seats are withdrawn: those of which that
     * changes. A place that has gone is not held back as well, or one that is wanted would never be
     * offered again.
     */
    Map<Integer, Integer> retirements(BitSet withdrawn) {
        Map<Integer, Integer> after = new TreeMap<>();
        atWantedTimes.values().forEach(slots -> {
            int places =
                    slots.stream().mapToInt(slot -> slot.countBut(withdrawn)).sum();
            int gone = slots.stream().mapToInt(PlacesOfSlot::count).sum() - places;
            int tooMany = Math.max(0, places - session.entry().capacity());
            slots.forEach(slot -> {
                int before = session.retired().getOrDefault(slot.firstOrdinal(), 0);
                int left = Math.max(Math.min(slot.countBut(withdrawn), tooMany), before - gone);
                if (left < before) {
                    after.put(slot.firstOrdinal(), left);
                }
            });
        });
        return after;
    }
}
