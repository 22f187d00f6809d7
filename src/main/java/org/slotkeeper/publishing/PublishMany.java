package org.slotkeeper.publishing;

import io.vertx.core.Future;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.SessionId;
import org.slotkeeper.publishing.BookEditor.Wish;
import org.slotkeeper.publishing.spi.Act;
import org.slotkeeper.publishing.spi.DayOfSession;

/**
 * Publishes many sessions of one practice in one step, all or none. Sessions of other names stay as
 * they are.
 */
public final class PublishMany {

    private final BookEditor editor;

    public PublishMany(BookEditor editor) {
        this.editor = editor;
    }

    /**
     * @param sessions how many sessions are new or say something else now
     * @param seats how many places were added
     * @param kept what stays against the practice's wish because somebody has it
     */
    public record PublishedMany(int layoutVersion, int sessions, int seats, List<KeptSlot> kept) {}

    public Future<PublishOutcome<PublishedMany>> publish(Act act, OdsCode practice, List<SessionDraft> drafts) {
        Optional<BrokenRule> broken = brokenRule(drafts, act);
        if (broken.isPresent() && act.caller().publishesFor(practice)) {
            return Future.succeededFuture(PublishOutcome.refused(new PublishRefusal.RuleBroken(broken.get())));
        }
        Set<SessionId> names = drafts.stream().map(SessionDraft::id).collect(Collectors.toSet());
        return editor.edit(
                act,
                new Wish(practice, names, drafts),
                Answering.once(),
                edited -> Future.succeededFuture(count(edited)));
    }

    private static PublishedMany count(Edited edited) {
        int sessions = edited.changed().map(change -> change.entries().size()).orElse(0);
        int seats = edited.changed()
                .map(change -> BookChange.seatsOf(change.runs()).values().stream()
                        .mapToInt(BitSet::cardinality)
                        .sum())
                .orElse(0);
        return new PublishedMany(edited.layoutVersion(), sessions, seats, edited.kept());
    }

    private static Optional<BrokenRule> brokenRule(List<SessionDraft> drafts, Act act) {
        Set<DayOfSession> seen = new HashSet<>();
        for (SessionDraft draft : drafts) {
            Optional<BrokenRule> broken = PublishingDays.brokenRule(draft.day(), act);
            if (broken.isPresent()) {
                return broken;
            }
            if (!seen.add(new DayOfSession(draft.day(), draft.id()))) {
                return Optional.of(new BrokenRule("id", "must not be given to two sessions of one day"));
            }
        }
        return Optional.empty();
    }
}
