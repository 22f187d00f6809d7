package org.slotkeeper.api.practice;

import java.util.List;
import java.util.Locale;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.Interval;
import org.slotkeeper.domain.schedule.Practice;
import org.slotkeeper.platform.JsonText;
import org.slotkeeper.publishing.KeptSlot;
import org.slotkeeper.publishing.ListSessions.Listed;
import org.slotkeeper.publishing.ListSessions.ListedSession;
import org.slotkeeper.publishing.PracticeDetails;
import org.slotkeeper.publishing.PublishedSession;
import org.slotkeeper.publishing.WithdrawSession.WithdrawnSession;

/** The answers of publishing as JSON. */
final class AnswerJson {

    private static final int ANSWER_BYTES = 4_000;

    private AnswerJson() {}

    static String published(PublishedSession published) {
        JsonText text = new JsonText(ANSWER_BYTES).open().object("session");
        SessionJson.write(text, published.entry()).close().array("slots");
        published.slots().forEach(slot -> time(text.open().field("id", slot.id().text()), slot.time())
                .field("capacity", slot.capacity())
                .field("state", slot.state().name().toLowerCase(Locale.ROOT))
                .close());
        text.closeArray().array("visibility");
        published.visibility().forEach(one -> text.open()
                .field("who", one.who())
                .field("from", LondonTime.text(one.from()))
                .close());
        text.closeArray();
        return kept(text, published.kept())
                .field("layoutVersion", published.layoutVersion())
                .close()
                .whole();
    }

    static String withdrawn(WithdrawnSession withdrawn) {
        JsonText text = new JsonText(ANSWER_BYTES)
                .open()
                .field("withdrawnPlaces", withdrawn.withdrawnPlaces())
                .texts("appointments", texts(withdrawn.appointments()))
                .field("heldPlaces", withdrawn.heldPlaces());
        return kept(text, withdrawn.kept())
                .field("layoutVersion", withdrawn.layoutVersion())
                .close()
                .whole();
    }

    static String listed(OdsCode practice, Listed listed) {
        JsonText text = new JsonText(ANSWER_BYTES)
                .open()
                .field("practice", practice.value())
                .array("sessions");
        listed.sessions().forEach(session -> write(text, session));
        return text.closeArray()
                .field("layoutVersion", listed.layoutVersion())
                .close()
                .whole();
    }

    static String details(PracticeDetails details) {
        Practice practice = details.practice();
        JsonText text = new JsonText(ANSWER_BYTES)
                .open()
                .field("odsCode", practice.odsCode().value())
                .field("name", practice.name())
                .field("postcode", practice.postcode())
                .field("listSize", practice.listSize())
                .object("rules");
        return RulesJson.write(text, practice.rules())
                .close()
                .field("layoutVersion", details.layoutVersion())
                .close()
                .whole();
    }

    private static void write(JsonText text, ListedSession session) {
        SessionJson.write(text.open(), session.entry())
                .field("withdrawn", session.entry().withdrawn())
                .object("places")
                .field("free", session.free())
                .field("embargoed", session.embargoed())
                .field("held", session.held())
                .field("booked", session.booked())
                .field("withdrawn", session.withdrawnPlaces())
                .close()
                .close();
    }

    /**
     * Slots that are not taken back, and which of them somebody was about to book: the same, sent
     * again under another request id, names the appointments that came of those, until none is
     * pending.
     */
    private static JsonText kept(JsonText text, List<KeptSlot> kept) {
        text.array("kept");
        kept.forEach(slot -> time(text.open().field("id", slot.id().text()), slot.time())
                .texts("appointments", texts(slot.appointments()))
                .field("heldPlaces", slot.heldPlaces())
                .close());
        List<String> pending = kept.stream()
                .filter(KeptSlot::isPending)
                .map(slot -> slot.id().text())
                .toList();
        return text.closeArray().texts("pending", pending);
    }

    private static List<String> texts(List<AppointmentId> appointments) {
        return appointments.stream().map(AppointmentId::text).toList();
    }

    private static JsonText time(JsonText text, Interval time) {
        return text.field("start", LondonTime.text(time.start())).field("end", LondonTime.text(time.end()));
    }
}
