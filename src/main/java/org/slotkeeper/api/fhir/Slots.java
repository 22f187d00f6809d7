package org.slotkeeper.api.fhir;

import io.vertx.core.buffer.Buffer;
import org.slotkeeper.booking.SlotNow;
import org.slotkeeper.domain.schedule.Slot;
import org.slotkeeper.platform.JsonText;

/** Writes slots as R4 Slots. */
final class Slots {

    static final String FREE = "free";

    private static final int RESOURCE_BYTES = 1_000;

    private Slots() {}

    static Buffer resource(SlotNow shown) {
        JsonText text = new JsonText(RESOURCE_BYTES).open();
        Slot slot = shown.slot();
        write(text, slot, slot.care().scheduleId(slot.id().practice()), word(shown.state()));
        return text.close().toBuffer();
    }

    /** The members of the resource. */
    static void write(JsonText text, Slot slot, String scheduleId, String status) {
        text.field("resourceType", "Slot").field("id", slot.id().text()).array("extension");
        Fragments.deliveryChannel(text, slot.care().channel());
        if (slot.capacity() > 1) {
            text.open()
                    .field("url", Systems.CAPACITY)
                    .field("valuePositiveInt", slot.capacity())
                    .close();
        }
        text.closeArray();
        Fragments.serviceAndType(text, slot.care());
        text.object("schedule").field("reference", "Schedule/" + scheduleId).close();
        text.field("status", status)
                .field("start", Times.london(slot.time().start()))
                .field("end", Times.london(slot.time().end()));
    }

    /** The status by which FHIR knows this state. */
    private static String word(SlotNow.State state) {
        return switch (state) {
            case FREE -> FREE;
            case HELD -> "busy-tentative";
            case BOOKED -> "busy";
            case UNAVAILABLE -> "busy-unavailable";
        };
    }
}
