package org.slotkeeper.api.fhir;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slotkeeper.api.fhir.DayTexts.RunText;
import org.slotkeeper.booking.FreeSlots;
import org.slotkeeper.booking.FreeSlots.Found;
import org.slotkeeper.booking.SlotSearch.Place;
import org.slotkeeper.platform.JsonText;

/**
 * Writes the answer to a search for slots as a searchset: texts that are there already, one after
 * the other, into one buffer of the right size.
 */
final class SlotBundles {

    private static final int HEAD_BYTES = 1_000;
    private static final byte[] TAIL = "]}".getBytes(StandardCharsets.US_ASCII);

    private final SlotTexts texts;
    private final String serviceBase;

    SlotBundles(SlotTexts texts, FhirSettings settings) {
        this.texts = texts;
        this.serviceBase = settings.serviceBase();
    }

    /** @param requestId names the entries that say why there is nothing */
    Buffer write(FreeSlots free, SlotQuery query, UUID requestId) {
        JsonText head = head(free, query);
        List<byte[]> outcomes = outcomes(free, query, requestId);
        List<Found> slots = free.slots();
        if (query.isCountOnly() || (slots.isEmpty() && outcomes.isEmpty())) {
            return head.close().toBuffer();
        }
        head.array("entry");
        RunText[] runs = new RunText[slots.size()];
        int size = head.length() + TAIL.length;
        @Nullable DayTexts day = null;
        for (int at = 0; at < runs.length; at++) {
            Found slot = slots.get(at);
            day = day != null && slots.get(at - 1).day() == slot.day() ? day : texts.of(slot.day());
            runs[at] = day.of(slot);
            size += runs[at].lengthMax();
        }
        List<byte[]> others = new ArrayList<>(query.includesSchedules() ? schedulesOf(slots, runs) : List.of());
        others.addAll(outcomes);
        for (byte[] other : others) {
            size += other.length + 1;
        }
        Bytes bundle = new Bytes(size).put(head.toBytes());
        for (int at = 0; at < runs.length; at++) {
            if (at > 0) {
                bundle.put(',');
            }
            runs[at].appendTo(bundle, slots.get(at));
        }
        for (int at = 0; at < others.size(); at++) {
            if (at > 0 || runs.length > 0) {
                bundle.put(',');
            }
            bundle.put(others.get(at));
        }
        return bundle.put(TAIL).toBuffer();
    }

    /** Said once, on the first page; behind the last one there is nothing to say. */
    private static List<byte[]> outcomes(FreeSlots free, SlotQuery query, UUID requestId) {
        if (query.isCountOnly() || (query.search().after().isPresent() && free.total() > 0)) {
            return List.of();
        }
        List<byte[]> outcomes = new ArrayList<>(free.absences().size());
        free.absences().forEach(absence -> outcomes.add(Absences.entry(absence, requestId, outcomes.isEmpty())));
        return outcomes;
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
    private Collection<byte[]> schedulesOf(List<Found> slots, RunText[] runs) {
        Map<String, byte[]> schedules = new LinkedHashMap<>();
        for (int at = 0; at < runs.length; at++) {
            String id = runs[at].scheduleId();
            if (!schedules.containsKey(id)) {
                schedules.put(id, texts.of(slots.get(at).book()).entry(id));
            }
        }
        return schedules.values();
    }
}
