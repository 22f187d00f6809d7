package org.slotkeeper.api.fhir;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slotkeeper.booking.Entry;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.Appointment.Notes;
import org.slotkeeper.domain.appointment.Appointment.State;
import org.slotkeeper.domain.appointment.Hold;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.Care;
import org.slotkeeper.domain.schedule.Interval;
import org.slotkeeper.domain.schedule.Slot;
import org.slotkeeper.domain.schedule.SlotId;
import org.slotkeeper.platform.JsonText;

/** Writes appointments, and holds as pending ones, as R4 Appointments. */
final class Appointments {

    private static final int RESOURCE_BYTES = 2_000;

    private Appointments() {}

    /** The status by which FHIR knows this state. */
    static String word(State state) {
        return switch (state) {
            case BOOKED -> "booked";
            case CANCELLED -> "cancelled";
            case ARRIVED -> "arrived";
            case FULFILLED -> "fulfilled";
            case NO_SHOW -> "noshow";
        };
    }

    static Optional<State> stateOf(String word) {
        for (State state : State.values()) {
            if (word(state).equals(word)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }

    static int versionOf(Entry entry) {
        return entry.match(Appointment::version, hold -> Hold.VERSION, withdrawn -> Hold.VERSION);
    }

    static Buffer resource(Entry entry) {
        JsonText text = new JsonText(RESOURCE_BYTES).open();
        return write(text, entry).close().toBuffer();
    }

    /** The members of the resource. */
    static JsonText write(JsonText text, Entry entry) {
        return entry.match(
                appointment -> write(text, appointment),
                hold -> write(text, hold, "pending", Optional.empty()),
                withdrawn -> write(text, withdrawn.hold(), "cancelled", Optional.of(withdrawn.reason())));
    }

    /** What an appointment in these slots says of itself by the slots alone. */
    static Buffer offer(List<Slot> slots) {
        Care care = slots.get(0).care();
        JsonText text = new JsonText(RESOURCE_BYTES).open();
        Fragments.serviceAndType(text, care);
        text.array("participant");
        writeOthers(text, slots.get(0).id().practice(), care);
        return text.closeArray().close().toBuffer();
    }

    static String address(String serviceBase, String id) {
        return serviceBase + "/Appointment/" + id;
    }

    private static JsonText write(JsonText text, Appointment appointment) {
        text.field("resourceType", "Appointment").field("id", appointment.id().text());
        text.object("meta")
                .field("versionId", Integer.toString(appointment.version()))
                .field("lastUpdated", appointment.updatedAt().toString())
                .close();
        text.array("extension");
        Fragments.deliveryChannel(text, appointment.care().channel());
        Fragments.bookedBy(text, appointment.bookedBy());
        text.closeArray();
        writeStatus(text, word(appointment.state()), appointment.cancelReason());
        writeWhatAndWhen(text, appointment.care(), appointment.notes(), appointment.time(), appointment.slots());
        text.field("created", appointment.bookedAt().toString());
        appointment.notes().comment().ifPresent(comment -> text.field("comment", comment));
        writeParticipants(text, appointment.patient(), appointment.practice(), appointment.care());
        return text;
    }

    private static JsonText write(JsonText text, Hold hold, String status, Optional<String> cancelReason) {
        Care care = hold.slots().get(0).care();
        text.field("resourceType", "Appointment").field("id", hold.id().text());
        text.object("meta").field("versionId", Integer.toString(Hold.VERSION)).close();
        text.array("extension");
        Fragments.deliveryChannel(text, care.channel());
        if (cancelReason.isEmpty()) {
            Fragments.instant(text, Systems.HOLD_EXPIRES, hold.expiresAt());
        }
        text.closeArray();
        writeStatus(text, status, cancelReason);
        List<SlotId> slots = hold.slots().stream().map(Slot::id).toList();
        writeWhatAndWhen(text, care, Notes.NONE, hold.time(), slots);
        writeParticipants(text, hold.patient(), hold.id().practice(), care);
        return text;
    }

    private static void writeStatus(JsonText text, String status, Optional<String> cancelReason) {
        text.field("status", status);
        cancelReason.ifPresent(
                reason -> text.object("cancelationReason").field("text", reason).close());
    }

    private static void writeWhatAndWhen(JsonText text, Care care, Notes notes, Interval time, List<SlotId> slots) {
        Fragments.serviceAndType(text, care);
        notes.description().ifPresent(description -> text.field("description", description));
        text.field("start", Times.london(time.start())).field("end", Times.london(time.end()));
        text.field(
                "minutesDuration",
                Math.max(1, Duration.between(time.start(), time.end()).toMinutes()));
        text.array("slot");
        for (SlotId slot : slots) {
            text.open().field("reference", "Slot/" + slot.text()).close();
        }
        text.closeArray();
    }

    private static void writeParticipants(JsonText text, NhsNumber patient, OdsCode practice, Care care) {
        text.array("participant");
        text.open().object("actor").field("type", "Patient").object("identifier");
        text.field("system", Systems.NHS_NUMBER)
                .field("value", patient.digits())
                .close();
        text.close().field("status", "accepted").close();
        writeOthers(text, practice, care);
        text.closeArray();
    }

    private static void writeOthers(JsonText text, OdsCode practice, Care care) {
        text.open().object("actor");
        Fragments.practice(text, practice);
        text.close().field("status", "accepted").close();
        text.open().object("actor");
        Fragments.practitioner(text, care, practice);
        text.close().field("status", "accepted").close();
        text.open().object("actor");
        Fragments.location(text, care, practice);
        text.close().field("status", "accepted").close();
    }
}
