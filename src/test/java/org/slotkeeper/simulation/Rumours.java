package org.slotkeeper.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.party.NhsNumber;

/** The ids of the latest holds and appointments, as they would be known to somebody who has looked over many shoulders. */
final class Rumours {

    private static final int KNOWN_MAX = 8;

    private final Deque<Rumour> known = new ArrayDeque<>();

    private record Rumour(AppointmentId id, NhsNumber owner) {}

    void spread(AppointmentId id, NhsNumber owner) {
        known.removeIf(one -> one.id().equals(id));
        known.addFirst(new Rumour(id, owner));
        if (known.size() > KNOWN_MAX) {
            known.removeLast();
        }
    }

    /** Somebody's id, whoever asks. */
    Optional<AppointmentId> any(Dice dice) {
        return pick(known.stream().map(Rumour::id).toList(), dice);
    }

    /** An id of somebody else's. */
    Optional<AppointmentId> ofOthers(NhsNumber asker, Dice dice) {
        return pick(
                known.stream()
                        .filter(one -> !one.owner().equals(asker))
                        .map(Rumour::id)
                        .toList(),
                dice);
    }

    private static Optional<AppointmentId> pick(List<AppointmentId> from, Dice dice) {
        return from.isEmpty() ? Optional.empty() : Optional.of(dice.pick(from));
    }
}
