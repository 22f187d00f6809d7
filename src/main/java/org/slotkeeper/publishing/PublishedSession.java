package org.slotkeeper.publishing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slotkeeper.domain.schedule.AudienceWords;
import org.slotkeeper.domain.schedule.Interval;
import org.slotkeeper.domain.schedule.Practice;
import org.slotkeeper.domain.schedule.SlotId;
import org.slotkeeper.publishing.spi.SessionEntry;

/**
 * What follows from a session that was published.
 *
 * @param layoutVersion the version of the practice's book that has it
 * @param slots all its slots that have places, those that stay against the practice's wish among
 * them
 * @param visibility who beside the practice itself may see the first slot, and from when
 * @param kept what stays against the practice's wish because somebody has it
 */
public record PublishedSession(
        int layoutVersion,
        SessionEntry entry,
        List<PublishedSlot> slots,
        List<Visibility> visibility,
        List<KeptSlot> kept) {

    public PublishedSession {
        slots = List.copyOf(slots);
        visibility = List.copyOf(visibility);
        kept = List.copyOf(kept);
    }

    /** @param capacity its places, withdrawn ones not counted */
    public record PublishedSlot(SlotId id, Interval time, int capacity, SlotState state) {}

    /**
     * @param who in the words of the audience
     * @param from the embargo is over and the booking window is open
     */
    public record Visibility(String who, Instant from) {}

    static List<Visibility> visibilityOf(SessionEntry entry, Practice practice) {
        List<Visibility> visibility = new ArrayList<>();
        if (!practice.rules().onlineBooking()) {
            return visibility;
        }
        Instant opens = practice.rules().bookingWindow().opensFor(entry.time().start());
        Instant from = opens.isAfter(entry.releasedAt()) ? opens : entry.releasedAt();
        for (String who : AudienceWords.of(entry.audience())) {
            if (!who.equals(AudienceWords.PRACTICE)) {
                visibility.add(new Visibility(who, from));
            }
        }
        return visibility;
    }
}
