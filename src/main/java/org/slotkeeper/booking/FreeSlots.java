package org.slotkeeper.booking;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.Channel;
import org.slotkeeper.domain.schedule.DayBook;
import org.slotkeeper.domain.schedule.PracticeBook;
import org.slotkeeper.domain.schedule.Slot;
import org.slotkeeper.domain.schedule.SlotId;
import org.slotkeeper.domain.schedule.SlotRun;

/**
 * What a search has found.
 *
 * @param slots soonest first, no more than were asked for
 * @param total how many there are from the beginning
 * @param hasMore whether there are more after these
 * @param absences for each practice without a free slot, why; and for those with more to come, when
 */
public record FreeSlots(List<Found> slots, int total, boolean hasMore, List<Absence> absences) {

    /** Soonest first; at the same start by practice and by place in its book. */
    static final Comparator<Found> BY_PLACE = Comparator.comparing(Found::start)
            .thenComparing(found -> found.day().practice().value())
            .thenComparing(Found::ordinal);

    public FreeSlots {
        slots = List.copyOf(slots);
        absences = List.copyOf(absences);
    }

    /**
     * A free slot by its place in the book. The book is the same object as long as its practice
     * publishes nothing new.
     */
    public record Found(PracticeBook book, DayBook day, SlotRun run, int index) {

        public Instant start() {
            return run.startOf(index);
        }

        public int ordinal() {
            return run.ordinalOf(index);
        }

        public SlotId id() {
            return new SlotId(day.practice(), day.day(), ordinal());
        }

        public Slot slot() {
            return day.slot(ordinal()).orElseThrow();
        }
    }

    /**
     * Why a practice has nothing to offer, or nothing more than is given. The order is that in
     * which they are preferred where several hold.
     */
    public enum Why {
        PRACTICE_UNKNOWN,
        ONLINE_BOOKING_OFF,
        EMBARGOED,
        OUTSIDE_BOOKING_WINDOW,
        ALL_TAKEN,
        IN_THE_PAST,
        NOT_FOR_YOU,
        NOT_PUBLISHED
    }

    /** What slots are for, and how. */
    public record Kind(String serviceType, Channel channel) {}

    /**
     * What a practice has not to offer; beside free slots it is what will be free later.
     *
     * @param from the instant from which there may be something: the release, or the opening of the
     * booking window
     * @param otherKinds what there is in place of what was asked for
     */
    public record Absence(OdsCode practice, Why why, Optional<Instant> from, List<Kind> otherKinds) {
        public Absence {
            otherKinds = List.copyOf(otherKinds);
        }

        static Absence of(OdsCode practice, Why why) {
            return new Absence(practice, why, Optional.empty(), List.of());
        }
    }

    static FreeSlots none(Absence absence) {
        return new FreeSlots(List.of(), 0, false, List.of(absence));
    }

    static FreeSlots merge(List<FreeSlots> all, int countMax) {
        List<Found> slots = new ArrayList<>();
        List<Absence> absences = new ArrayList<>();
        int total = 0;
        boolean hasMore = false;
        for (FreeSlots some : all) {
            slots.addAll(some.slots());
            absences.addAll(some.absences());
            total += some.total();
            hasMore |= some.hasMore();
        }
        slots.sort(BY_PLACE);
        boolean isCut = slots.size() > countMax;
        return new FreeSlots(isCut ? slots.subList(0, countMax) : slots, total, hasMore || isCut, absences);
    }
}
