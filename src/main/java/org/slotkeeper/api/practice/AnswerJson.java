package org.slotkeeper.api.practice;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.Interval;
import org.slotkeeper.domain.schedule.Practice;
import org.slotkeeper.publishing.KeptSlot;
import org.slotkeeper.publishing.ListSessions.Listed;
import org.slotkeeper.publishing.ListSessions.ListedSession;
import org.slotkeeper.publishing.PracticeDetails;
import org.slotkeeper.publishing.PublishedSession;
import org.slotkeeper.publishing.WithdrawSession.WithdrawnSession;

/** The answers of publishing as JSON. */
final class AnswerJson {

    private AnswerJson() {}

    static JsonObject published(PublishedSession published) {
        JsonArray slots = new JsonArray();
        published
                .slots()
                .forEach(slot ->
                        slots.add(time(new JsonObject().put("id", slot.id().text()), slot.time())
                                .put("capacity", slot.capacity())
                                .put("state", slot.state().name().toLowerCase(Locale.ROOT))));
        JsonArray visibility = new JsonArray();
        published
                .visibility()
                .forEach(one -> visibility.add(
                        new JsonObject().put("who", one.who()).put("from", LondonTime.text(one.from()))));
        return new JsonObject()
                .put("session", SessionJson.write(published.entry()))
                .put("slots", slots)
                .put("visibility", visibility)
                .put("kept", kept(published.kept()))
                .put("pending", pending(published.kept()))
                .put("layoutVersion", published.layoutVersion());
    }

    static JsonObject withdrawn(WithdrawnSession withdrawn) {
        return new JsonObject()
                .put("withdrawnPlaces", withdrawn.withdrawnPlaces())
                .put("appointments", texts(withdrawn.appointments()))
                .put("heldPlaces", withdrawn.heldPlaces())
                .put("kept", kept(withdrawn.kept()))
                .put("pending", pending(withdrawn.kept()))
                .put("layoutVersion", withdrawn.layoutVersion());
    }

    static JsonObject listed(OdsCode practice, Listed listed) {
        JsonArray sessions = new JsonArray();
        listed.sessions().forEach(session -> sessions.add(listed(session)));
        return new JsonObject()
                .put("practice", practice.value())
                .put("sessions", sessions)
                .put("layoutVersion", listed.layoutVersion());
    }

    static JsonObject details(PracticeDetails details) {
        Practice practice = details.practice();
        return new JsonObject()
                .put("odsCode", practice.odsCode().value())
                .put("name", practice.name())
                .put("postcode", practice.postcode())
                .put("listSize", practice.listSize())
                .put("rules", RulesJson.write(practice.rules()))
                .put("layoutVersion", details.layoutVersion());
    }

    private static JsonObject listed(ListedSession session) {
        JsonObject counts = new JsonObject()
                .put("free", session.free())
                .put("embargoed", session.embargoed())
                .put("held", session.held())
                .put("booked", session.booked())
                .put("withdrawn", session.withdrawnPlaces());
        return SessionJson.write(session.entry())
                .put("withdrawn", session.entry().withdrawn())
                .put("places", counts);
    }

    /**
     * Slots that somebody was about to book: the same, sent again under another request id, names
     * the appointments that came of it, until none is pending.
     */
    private static JsonArray pending(List<KeptSlot> kept) {
        return new JsonArray(kept.stream()
                .filter(KeptSlot::isPending)
                .map(slot -> slot.id().text())
                .toList());
    }

    private static JsonArray kept(List<KeptSlot> kept) {
        JsonArray slots = new JsonArray();
        kept.forEach(slot -> slots.add(time(new JsonObject().put("id", slot.id().text()), slot.time())
                .put("appointments", texts(slot.appointments()))
                .put("heldPlaces", slot.heldPlaces())));
        return slots;
    }

    private static JsonArray texts(List<AppointmentId> appointments) {
        return new JsonArray(appointments.stream().map(AppointmentId::text).toList());
    }

    private static JsonObject time(JsonObject json, Interval time) {
        return json.put("start", LondonTime.text(time.start())).put("end", LondonTime.text(time.end()));
    }
}
