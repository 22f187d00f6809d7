package org.slotkeeper.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.appointment.Refusal.Reason;
import org.slotkeeper.domain.schedule.SlotId;
import org.slotkeeper.simulation.Errand.Asked;

/** What was asked under each request id, and what those who asked have heard of it. */
final class Answers {

    static final String DONE = "done";

    private final World world;
    private final Map<UUID, Set<List<SlotId>>> named = new HashMap<>();
    private final Map<UUID, List<SlotId>> booked = new HashMap<>();
    private final Map<Asked, Refusal> refused = new HashMap<>();
    private final Map<Asked, String> heard = new HashMap<>();

    Answers(World world) {
        this.world = world;
    }

    void asks(Asked asked) {
        named.computeIfAbsent(asked.request(), first -> new HashSet<>()).add(asked.named());
    }

    /** The ledger has booked these slots for this request: they must be those that were named, if any were. */
    void booked(UUID request, List<SlotId> slots) {
        Set<List<SlotId>> all = named.getOrDefault(request, Set.of());
        world.require(
                all.isEmpty() || all.contains(List.of()) || all.contains(slots),
                "S7",
                () -> "booked " + slots + ", and named was " + all);
        booked.put(request, all.contains(slots) ? slots : List.of());
        if (all.size() > 1) {
            world.met(Sometimes.ONE_OF_TWO_CONTENTS_WAS_BOOKED);
        }
    }

    /** Whether what was committed for the request is what was asked for here, and not by others under the same id. */
    private boolean isBookedAs(Asked asked) {
        return booked.getOrDefault(asked.request(), asked.named()).equals(asked.named());
    }

    /** What refused this request for good, as far as it is what was committed now; nothing if nobody did. */
    Optional<Refusal> refusalOf(UUID request) {
        return refused.entrySet().stream()
                .filter(one -> one.getKey().request().equals(request) && isBookedAs(one.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** @param effect of its request id, if there is one */
    void refused(Asked asked, Refusal refusal, Optional<String> effect) {
        if (refusal.reason() == Reason.REQUEST_ID_REUSED) {
            world.require(
                    named.getOrDefault(asked.request(), Set.of()).size() > 1,
                    "S7",
                    () -> "told to have another content, which nobody has asked for: " + asked);
            world.met(Sometimes.REQUEST_ID_WAS_REUSED);
            return;
        }
        refused.put(asked, refusal);
        world.require(
                effect.isEmpty() || !isBookedAs(asked),
                "S4",
                () -> "refused for " + refusal.reason() + ", but there was an effect: " + effect);
    }

    /** The same that was asked twice at once is answered alike. */
    void heard(Asked asked, String answer) {
        String before = heard.putIfAbsent(asked, answer);
        if (before != null) {
            world.met(Sometimes.ONE_REQUEST_HEARD_TWICE);
            // After a loss of memory a refused request is a new try; and one that names no version is not refused for
            // good.
            boolean mayDiffer = world.hasMemoryBeenLost() || answer.equals(Reason.VERSION_REQUIRED.name());
            boolean isNewTry = mayDiffer && !before.equals(DONE) && !answer.equals(DONE);
            world.require(
                    before.equals(answer) || isNewTry, "S7", () -> asked + " heard " + before + ", then " + answer);
        }
    }
}
