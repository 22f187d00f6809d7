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
import org.slotkeeper.fhir.DayTexts.RunText;

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
        if (query.isCountOnly()) {
            return head.close().toBuffer();
        }
        if (free.slots().isEmpty()) {
            return writeNone(head, free.absences(), requestId);
        }
        List<Found> slots = free.slots();
        head.array("entry");
        RunText[] runs = new RunText[slots.size()];
        int size = head.length() + TAIL.length;
        DayTexts day = texts.of(slots.get(0).day());
        for (int at = 0; at < runs.length; at++) {
            Found slot = slots.get(at);
            day = at > 0 && slots.get(at - 1).day() == slot.day() ? day : texts.of(slot.day());
            runs[at] = day.of(slot);
            size += runs[at].lengthMax();
        }
        Map<String, byte[]> schedules = query.includesSchedules() ? schedulesOf(slots, runs) : Map.of();
        for (byte[] schedule : schedules.values()) {
            size += schedule.length + 1;
        }
        Bytes bundle = new Bytes(size).put(head.toBytes());
        for (int at = 0; at < runs.length; at++) {
            if (at > 0) {
                bundle.put(',');
            }
            runs[at].appendTo(bundle, slots.get(at));
        }
        schedules.values().forEach(schedule -> bundle.put(',').put(schedule));
        return bundle.put(TAIL).toBuffer();
    }

    private JsonText head(FreeSlots free, SlotQuery query) {
        JsonText head = new JsonText(HEAD_BYTES).open();
        head.field("resourceType", "Bundle").field("type", "searchset").field("total", free.total());
        String firstPage = query.firstPage(serviceBase);
        String self = query.search()
                .after()
                .map(place -> SlotQuery.pageAfter(firstPage, place))
                .orElse(firstPage);
        head.array("link").open().field("relation", "self").field("url", self).close();
        if (free.hasMore() && !free.slots().isEmpty()) {
            Found last = free.slots().get(free.slots().size() - 1);
            String next = SlotQuery.pageAfter(firstPage, new Place(last.start(), last.id()));
            head.open().field("relation", "next").field("url", next).close();
        }
        return head.closeArray();
    }

    /** Each schedule of these slots once, in the order in which it first occurs. */
    private Map<String, byte[]> schedulesOf(List<Found> slots, RunText[] runs) {
        Map<String, byte[]> schedules = new LinkedHashMap<>();
        for (int at = 0; at < runs.length; at++) {
            String id = runs[at].scheduleId();
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
