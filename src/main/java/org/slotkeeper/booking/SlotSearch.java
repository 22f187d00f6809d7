package org.slotkeeper.booking;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.Channel;
import org.slotkeeper.domain.schedule.Interval;
import org.slotkeeper.domain.schedule.SlotId;

/**
 * What a caller asks for who wants to know what is free.
 *
 * @param practices at least one
 * @param starts slots that start in this interval
 * @param serviceTypes what the slots are for: one of each of these sets, by the spelling or in
 * another case
 * @param channels how they are held: one of each of these sets
 * @param countMax how many slots to give at most; with 0 they are only counted
 * @param after the place of the last slot of the page before this one
 */
public record SlotSearch(
        Caller caller,
        List<OdsCode> practices,
        Interval starts,
        List<Set<String>> serviceTypes,
        List<Set<Channel>> channels,
        int countMax,
        Optional<Place> after) {
    public SlotSearch {
        practices = List.copyOf(practices);
        serviceTypes = List.copyOf(serviceTypes);
        channels = List.copyOf(channels);
    }

    /** Where a page ends: slots are given by start, and at the same start by id. */
    public record Place(Instant start, SlotId id) {}
}
