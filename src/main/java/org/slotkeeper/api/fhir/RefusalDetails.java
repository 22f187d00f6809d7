package org.slotkeeper.api.fhir;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slotkeeper.domain.appointment.Hold;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.appointment.Refusal.Reason;
import org.slotkeeper.domain.schedule.Slot;
import org.slotkeeper.platform.JsonText;

/**
 * What a refusal says beside its reason.
 *
 * @param words to be put into the sentence about the reason; empty if there is nothing to add
 * @param field the element that is meant, where the reason alone does not tell
 * @param retryAfter when to ask again, if that is known
 * @param extensions of the issue
 */
record RefusalDetails(
        String words, Optional<String> field, Optional<Duration> retryAfter, Consumer<JsonText> extensions) {

    private static final RefusalDetails NONE = said("", text -> {});

    private static final Refusal.Cases<RefusalDetails> DETAILS = new Refusal.Cases<>() {
        @Override
        public RefusalDetails plain(Refusal.Plain plain) {
            return NONE;
        }

        @Override
        public RefusalDetails slotTaken(Refusal.SlotTaken taken) {
            return taken.alternatives().isEmpty()
                    ? NONE
                    : said(
                            " Slots that were free a moment ago are named beside this.",
                            text -> writeAlternatives(text, taken));
        }

        @Override
        public RefusalDetails byOwnHold(Refusal.ByOwnHold own) {
            Hold hold = own.hold();
            return said(
                    ", Appointment/" + hold.id() + ", which ends at " + hold.expiresAt(),
                    text -> writeOwnHold(text, hold));
        }

        @Override
        public RefusalDetails byOwnAppointments(Refusal.ByOwnAppointments own) {
            return said(
                    own.reason() == Reason.PATIENT_LIMIT ? of(own.refusal()).words() : wordsOf(own),
                    text -> writeOwnAppointments(text, own));
        }

        @Override
        public RefusalDetails embargoed(Refusal.Embargoed embargoed) {
            return said(": it will be at " + embargoed.releasedAt(), text -> {
                text.array("extension");
                Fragments.instant(text, Systems.RELEASED_AT, embargoed.releasedAt());
                text.closeArray();
            });
        }

        @Override
        public RefusalDetails outsideBookingWindow(Refusal.OutsideBookingWindow window) {
            return said(", which is open from " + window.opensAt() + " to " + window.closesAt(), text -> {
                text.array("extension");
                Fragments.instant(text, Systems.OPENS_AT, window.opensAt());
                Fragments.instant(text, Systems.CLOSES_AT, window.closesAt());
                text.closeArray();
            });
        }

        @Override
        public RefusalDetails patientLimit(Refusal.PatientLimit limit) {
            return said(": " + limit.appointmentsPerPatientMax(), text -> {});
        }

        @Override
        public RefusalDetails tooEarly(Refusal.TooEarly early) {
            return new RefusalDetails("", Optional.empty(), Optional.of(early.retryAfter()), text -> {});
        }

        @Override
        public RefusalDetails elementMismatch(Refusal.ElementMismatch mismatch) {
            return at(mismatch.field());
        }

        @Override
        public RefusalDetails notAmendable(Refusal.NotAmendable amend) {
            return at(amend.field());
        }
    };

    static RefusalDetails of(Refusal refusal) {
        return refusal.match(DETAILS);
    }

    private static RefusalDetails said(String words, Consumer<JsonText> extensions) {
        return new RefusalDetails(words, Optional.empty(), Optional.empty(), extensions);
    }

    private static RefusalDetails at(String field) {
        return new RefusalDetails("", Optional.of(field), Optional.empty(), text -> {});
    }

    private static String wordsOf(Refusal.ByOwnAppointments own) {
        return own.appointments().stream()
                .map(each -> "Appointment/" + each.id() + " at " + each.time().start())
                .collect(Collectors.joining(", ", ": ", ""));
    }

    private static void writeAlternatives(JsonText text, Refusal.SlotTaken taken) {
        text.array("extension");
        taken.alternatives().forEach(slot -> writeSlot(text, Systems.ALTERNATIVE_SLOT, slot));
        text.closeArray();
    }

    private static void writeOwnAppointments(JsonText text, Refusal.ByOwnAppointments own) {
        text.array("extension");
        own.appointments()
                .forEach(each -> writeReference(
                        text,
                        Systems.OWN_APPOINTMENT,
                        "Appointment",
                        each.id().text(),
                        each.time().start()));
        text.closeArray();
    }

    private static void writeOwnHold(JsonText text, Hold hold) {
        text.array("extension");
        writeReference(
                text,
                Systems.OWN_HOLD,
                "Appointment",
                hold.id().text(),
                hold.time().start());
        Fragments.instant(text, Systems.HOLD_EXPIRES, hold.expiresAt());
        hold.slots().forEach(slot -> writeSlot(text, Systems.HELD_SLOT, slot));
        text.closeArray();
    }

    private static void writeSlot(JsonText text, String url, Slot slot) {
        writeReference(text, url, "Slot", slot.id().text(), slot.time().start());
    }

    private static void writeReference(JsonText text, String url, String type, String id, Instant start) {
        text.open().field("url", url).object("valueReference");
        text.field("reference", type + '/' + id).field("type", type).field("display", Times.forPeople(start));
        text.close().close();
    }
}
