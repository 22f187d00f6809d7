package org.slotkeeper.fhir;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slotkeeper.booking.FindFreeSlots.Place;
import org.slotkeeper.booking.FreeSlots;
import org.slotkeeper.booking.FreeSlots.Absence;
import org.slotkeeper.booking.FreeSlots.Found;

/** Writes the answer to a search for slots as a searchset: texts that are there already, one after the other, into one buffer of the right size. */
final class SlotBundles {

    private static final int HEAD_BYTES = 1_000;
    private static final byte[] TAIL = "]}".getBytes(StandardCharsets.US_ASCII);

    private final SlotTexts texts;
    private final String serviceBase;

    SlotBundles(SlotTexts texts, FhirSettings settings) {
        this.texts = texts;
        this.serviceBase = settings.serviceBase();
    }

    /** @param requestId names the one entry that says why there is nothing */
    Buffer write(FreeSlots free, SlotQuery query, UUID requestId) {
        JsonText head = head(free, query);
        if (free.slots().isEmpty()) {
            return writeNone(head, free.absences(), requestId);
        }
        List<Found> slots = free.slots();
        head.array("entry");
        DayTexts[] days = new DayTexts[slots.size()];
        int[] positions = new int[slots.size()];
        int size = head.length() + TAIL.length;
        for (int at = 0; at < days.length; at++) {
            Found slot = slots.get(at);
            days[at] = at > 0 && slots.get(at - 1).day() == slot.day() ? days[at - 1] : texts.of(slot.day());
            positions[at] = days[at].positionOf(slot.run().ordinalOf(slot.index()));
            size += days[at].lengthOf(positions[at]);
        }
        Map<String, byte[]> schedules = query.includesSchedules() ? schedulesOf(slots, days, positions) : Map.of();
        for (byte[] schedule : schedules.values()) {
            size += schedule.length + 1;
        }
        Buffer bundle = Buffer.buffer(size).appendBuffer(head.toBuffer());
        for (int at = 0; at < days.length; at++) {
            days[at].appendTo(bundle, positions[at], at == 0);
        }
        schedules.values().forEach(schedule -> bundle.appendByte((byte) ',').appendBytes(schedule));
        return bundle.appendBytes(TAIL);
    }

    private JsonText head(FreeSlots free, SlotQuery query) {
        JsonText head = new JsonText(HEAD_BYTES).open();
        head.field("resourceType", "Bundle").field("type", "searchset").field("total", free.total());
        head.array("link")
                .open()
                .field("relation", "self")
                .field("url", query.address(serviceBase))
                .close();
        if (free.hasMore() && !free.slots().isEmpty()) {
            Found last = free.slots().get(free.slots().size() - 1);
            SlotQuery next = query.after(new Place(last.start(), last.id()));
            head.open()
                    .field("relation", "next")
                    .field("url", next.address(serviceBase))
                    .close();
        }
        return head.closeArray();
    }

    /** Each schedule of these slots once, in the order in which it first occurs. */
    private Map<String, byte[]> schedulesOf(List<Found> slots, DayTexts[] days, int[] positions) {
        Map<String, byte[]> schedules = new LinkedHashMap<>();
        for (int at = 0; at < days.length; at++) {
            String id = days[at].scheduleOf(positions[at]);
            if (!schedules.containsKey(id)) {
                schedules.put(id, texts.of(slots.get(at).book()).entry(id));
            }
        }
        return schedules;
    }

    /** Nothing found: one entry says why, for each practice. Behind the last page there is nothing to say. */
    private static Buffer writeNone(JsonText bundle, List<Absence> absences, UUID requestId) {
        if (!absences.isEmpty()) {
            bundle.array("entry")
                    .open()
                    .field("fullUrl", "urn:uuid:" + requestId)
                    .object("resource");
            bundle.field("resourceType", "OperationOutcome").array("issue");
            absences.forEach(absence -> Absences.write(bundle, absence));
            bundle.closeArray().close();
            bundle.object("search").field("mode", "outcome").close().close().closeArray();
        }
        return bundle.close().toBuffer();
    }
}
