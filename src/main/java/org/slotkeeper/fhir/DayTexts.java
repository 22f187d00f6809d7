package org.slotkeeper.fhir;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slotkeeper.domain.Care;
import org.slotkeeper.domain.DayBook;
import org.slotkeeper.domain.Slot;

/** Every slot of one day's book as the entry of a Bundle, rendered once. What a slot says does not change as long as its book is the same; only whether it is free does, and that is not asked here. */
final class DayTexts {

    private static final int ENTRY_BYTES = 1_000;
    private static final int BYTES_PER_SLOT_BESIDE = 12;

    private final int[] ordinals;
    private final int[] offsets;
    private final String[] schedules;
    private final byte[] entries;

    private DayTexts(int[] ordinals, int[] offsets, String[] schedules, byte[] entries) {
        this.ordinals = ordinals;
        this.offsets = offsets;
        this.schedules = schedules;
        this.entries = entries;
    }

    static DayTexts of(DayBook day, String serviceBase) {
        List<Slot> slots = day.slots();
        int[] ordinals = new int[slots.size()];
        int[] offsets = new int[slots.size() + 1];
        String[] schedules = new String[slots.size()];
        Map<Care, String> scheduleIds = new HashMap<>();
        JsonText text = new JsonText(slots.size() * ENTRY_BYTES + 1);
        // Opened so that every entry, the first too, begins with its comma.
        text.open().close();
        for (int at = 0; at < slots.size(); at++) {
            Slot slot = slots.get(at);
            ordinals[at] = slot.id().ordinal();
            schedules[at] = scheduleIds.computeIfAbsent(slot.care(), care -> care.scheduleId(day.practice()));
            offsets[at] = text.length();
            write(text, slot, schedules[at], serviceBase);
        }
        offsets[slots.size()] = text.length();
        return new DayTexts(ordinals, offsets, schedules, text.toBytes());
    }

    int bytes() {
        return entries.length + ordinals.length * BYTES_PER_SLOT_BESIDE;
    }

    /** Where in this day the slot with this ordinal stands. */
    int positionOf(int ordinal) {
        int position = Arrays.binarySearch(ordinals, ordinal);
        if (position < 0) {
            throw new IllegalStateException("no slot of the book begins with seat " + ordinal);
        }
        return position;
    }

    String scheduleOf(int position) {
        return schedules[position];
    }

    int lengthOf(int position) {
        return offsets[position + 1] - offsets[position];
    }

    /** @param isFirst the first entry has no comma before it */
    @CanIgnoreReturnValue
    Buffer appendTo(Buffer bundle, int position, boolean isFirst) {
        int comma = isFirst ? 1 : 0;
        return bundle.appendBytes(entries, offsets[position] + comma, lengthOf(position) - comma);
    }

    private static void write(JsonText text, Slot slot, String scheduleId, String serviceBase) {
        String id = slot.id().text();
        text.open().field("fullUrl", serviceBase + "/Slot/" + id).object("resource");
        text.field("resourceType", "Slot").field("id", id).array("extension");
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
        text.field("status", "free")
                .field("start", Times.london(slot.time().start()))
                .field("end", Times.london(slot.time().end()))
                .close();
        text.object("search").field("mode", "match").close().close();
    }
}
