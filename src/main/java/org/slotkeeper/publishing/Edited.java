package org.slotkeeper.publishing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slotkeeper.domain.schedule.SlotId;
import org.slotkeeper.publishing.spi.LayoutChange;
import org.slotkeeper.publishing.spi.PublishedBook;
import org.slotkeeper.publishing.spi.SessionState;

/**
 * What an edit of a practice's book comes to.
 *
 * @param changed what was recorded; empty if everything was as wanted
 * @param before the book as it was
 */
record Edited(int layoutVersion, PublishedBook before, Optional<LayoutChange> changed, List<KeptSlot> kept) {

    /** @param now what is kept as it is by now */
    Edited with(List<KeptSlot> now) {
        Map<SlotId, KeptSlot> byId = now.stream().collect(Collectors.toMap(KeptSlot::id, slot -> slot));
        List<KeptSlot> named = kept.stream()
                .map(slot -> slot.as(Optional.ofNullable(byId.get(slot.id()))))
                .toList();
        return new Edited(layoutVersion, before, changed, named);
    }

    /** A session that was wanted, as it is now. */
    SessionState after(SessionDraft draft) {
        Optional<SessionState> known = before.session(draft.day(), draft.id());
        return changed.flatMap(change -> change.after(draft.day(), draft.id(), known))
                .or(() -> known)
                .orElseThrow();
    }
}
