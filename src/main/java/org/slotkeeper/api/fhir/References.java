package org.slotkeeper.api.fhir;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slotkeeper.domain.appointment.Refusal.Reason;
import org.slotkeeper.domain.schedule.SlotId;

/**
 * References as senders spell them: relative, or absolute to this server. What points anywhere else
 * is refused, never followed.
 */
final class References {

    private final String absolute;

    References(FhirSettings settings) {
        this.absolute = settings.serviceBase() + "/";
    }

    /** The slots that these elements refer to: all of one practice and one day. */
    List<SlotId> slots(List<Element> references) {
        List<SlotId> slots = new ArrayList<>(references.size());
        for (Element reference : references) {
            slots.add(slot(reference));
        }
        for (int at = 1; at < slots.size(); at++) {
            SlotId first = slots.get(0);
            SlotId other = slots.get(at);
            if (!other.practice().equals(first.practice()) || !other.day().equals(first.day())) {
                throw Unreadable.refused(Reason.NOT_ADJACENT, references.get(at).path());
            }
        }
        return slots;
    }

    /**
     * Ends the reading unless the reference is to a resource of one of these types on this server.
     */
    void requireOwn(Element reference, Set<String> types) {
        String target = relative(reference);
        int slash = target.indexOf('/');
        boolean isOwn = slash > 0
                && types.contains(target.substring(0, slash))
                && slash < target.length() - 1
                && target.indexOf('/', slash + 1) < 0;
        if (!isOwn) {
            throw foreign(reference);
        }
    }

    private SlotId slot(Element reference) {
        requireOwn(reference, Set.of("Slot"));
        String id = relative(reference).substring("Slot/".length());
        return SlotId.parse(id).orElseThrow(() -> Unreadable.refused(Reason.SLOT_UNKNOWN, reference.path()));
    }

    private String relative(Element reference) {
        String target = reference.text("reference").orElse("");
        return target.startsWith(absolute) ? target.substring(absolute.length()) : target;
    }

    private static Unreadable foreign(Element reference) {
        return Unreadable.rule(
                "INVALID_REFERENCE",
                reference.at("reference"),
                "must be a relative reference, or an absolute one to this server, to a resource that can be used here");
    }
}
