package org.slotkeeper.publishing;

import io.vertx.core.Future;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.SessionId;
import org.slotkeeper.publishing.BookEditor.Wish;
import org.slotkeeper.publishing.spi.Act;

/**
 * Takes a session back: what is free goes, what somebody has stays and is named. To do it again
 * changes nothing, or takes what has come free since.
 */
public final class WithdrawSession {

    private final BookEditor editor;

    public WithdrawSession(BookEditor editor) {
        this.editor = editor;
    }

    /**
     * @param withdrawnPlaces how many places went now
     * @param kept the slots that stay because somebody has them
     */
    public record WithdrawnSession(int layoutVersion, int withdrawnPlaces, List<KeptSlot> kept) {

        /**
         * The appointments that stay, each once however many slots it has: what becomes of them is
         * for the practice to decide.
         */
        public List<AppointmentId> appointments() {
            return kept.stream()
                    .flatMap(slot -> slot.appointments().stream())
                    .distinct()
                    .toList();
        }

        public int heldPlaces() {
            return kept.stream().mapToInt(KeptSlot::heldPlaces).sum();
        }
    }

    /** @param asText the answer as it is kept, to be given again to the same request */
    public Future<PublishOutcome<WithdrawnSession>> withdraw(
            Act act, OdsCode practice, SessionId session, Function<WithdrawnSession, String> asText) {
        return editor.edit(
                act,
                new Wish(practice, Set.of(session), List.of()),
                Answering.again(PublishContents.withdrawing(session), asText),
                edited -> Future.succeededFuture(count(edited)));
    }

    private static WithdrawnSession count(Edited edited) {
        int withdrawn = edited.changed()
                .map(change -> change.withdrawals().values().stream()
                        .mapToInt(BitSet::cardinality)
                        .sum())
                .orElse(0);
        return new WithdrawnSession(edited.layoutVersion(), withdrawn, edited.kept());
    }
}
