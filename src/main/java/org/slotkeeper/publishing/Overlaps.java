package org.slotkeeper.publishing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slotkeeper.domain.schedule.Care;
import org.slotkeeper.domain.schedule.Interval;
import org.slotkeeper.domain.schedule.SessionId;
import org.slotkeeper.publishing.spi.PublishedBook;
import org.slotkeeper.publishing.spi.SessionEntry;
import org.slotkeeper.publishing.spi.SessionState;

/**
 * Looks for two sessions of one clinician at the same time. It is a fault of whoever publishes
 * unless one of the two says that it is meant. Sessions that were published so before, and of which
 * neither changes its time or its clinician now, are left alone: to publish a book again changes
 * nothing.
 */
final class Overlaps {

    private final Map<LocalDate, List<Planned>> byDay = new HashMap<>();

    private record Planned(SessionId id, Interval time, Care care, boolean isMeant, boolean isNew) {

        boolean clashesWith(Planned other) {
            return (isNew || other.isNew)
                    && !isMeant
                    && !other.isMeant
                    && care.isOfSamePerson(other.care)
                    && time.overlaps(other.time);
        }
    }

    private Overlaps() {}

    /**
     * The first of the wanted sessions that would be at the same time as another one, in the book
     * as it would be then.
     */
    static Optional<PublishRefusal> find(PublishedBook book, List<SessionDraft> wanted) {
        Overlaps overlaps = new Overlaps();
        for (SessionState other : book.others()) {
            SessionEntry entry = other.entry();
            if (!entry.withdrawn()) {
                overlaps.plannedOn(entry.day())
                        .add(new Planned(
                                entry.id(),
                                entry.time(),
                                entry.care(),
                                entry.overlapReason().isPresent(),
                                false));
            }
        }
        for (SessionDraft draft : wanted) {
            Optional<PublishRefusal> clash = overlaps.add(draft, book);
            if (clash.isPresent()) {
                return clash;
            }
        }
        return Optional.empty();
    }

    private Optional<PublishRefusal> add(SessionDraft draft, PublishedBook book) {
        boolean isKnown = book.session(draft.day(), draft.id())
                .map(SessionState::entry)
                .filter(entry -> !entry.withdrawn()
                        && entry.time().equals(draft.time())
                        && entry.care().isOfSamePerson(draft.care())
                        && entry.overlapReason().isPresent()
                                == draft.overlapReason().isPresent())
                .isPresent();
        Planned planned = new Planned(
                draft.id(), draft.time(), draft.care(), draft.overlapReason().isPresent(), !isKnown);
        List<Planned> others = plannedOn(draft.day());
        Optional<PublishRefusal> clash = others.stream()
                .filter(planned::clashesWith)
                .findFirst()
                .map(other -> new PublishRefusal.Overlap(draft.id(), draft.day(), other.id(), other.time()));
        others.add(planned);
        return clash;
    }

    private List<Planned> plannedOn(LocalDate day) {
        return byDay.computeIfAbsent(day, first -> new ArrayList<>());
    }
}
