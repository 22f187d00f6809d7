package org.slotkeeper.api.fhir;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slotkeeper.domain.schedule.Care;
import org.slotkeeper.domain.schedule.DayBook;
import org.slotkeeper.domain.schedule.Practice;
import org.slotkeeper.domain.schedule.PracticeBook;
import org.slotkeeper.domain.schedule.SlotRun;
import org.slotkeeper.platform.JsonText;

/** Every schedule of one practice's book as the entry of a Bundle, rendered once, by id. */
final class ScheduleTexts {

    private static final int ENTRY_BYTES = 1_000;
    private static final int TAIL_BYTES = ",\"search\":{\"mode\":\"include\"}}".length();

    private final Map<String, byte[]> byId = new HashMap<>();
    private final String serviceBase;
    private final int bytes;

    private ScheduleTexts(Map<String, Outline> outlines, Practice practice, String serviceBase) {
        this.serviceBase = serviceBase;
        outlines.forEach((id, outline) -> byId.put(id, entry(id, outline, practice, serviceBase)));
        this.bytes = byId.values().stream().mapToInt(entry -> entry.length).sum();
    }

    static ScheduleTexts of(PracticeBook book, String serviceBase) {
        Map<Care, String> ids = new HashMap<>();
        Map<String, Outline> outlines = new HashMap<>();
        for (DayBook day : book.days().values()) {
            for (SlotRun run : day.runs()) {
                String id = ids.computeIfAbsent(run.care(), care -> care.scheduleId(day.practice()));
                outlines.computeIfAbsent(id, first -> new Outline(run.care())).add(run);
            }
        }
        return new ScheduleTexts(outlines, book.practice(), serviceBase);
    }

    int bytes() {
        return bytes;
    }

    byte[] entry(String id) {
        byte[] entry = byId.get(id);
        if (entry == null) {
            throw new IllegalStateException("the book has no schedule " + id);
        }
        return entry;
    }

    /** The schedule without the entry that it is in. */
    byte[] resource(String id) {
        byte[] entry = entry(id);
        return Arrays.copyOfRange(entry, head(serviceBase, id).length() - 1, entry.length - TAIL_BYTES);
    }

    /**
     * A schedule of which the book at hand has nothing any more. When its slots were is not told.
     */
    static byte[] ofThePast(String id, List<Care> cares, Practice practice) {
        Outline outline = new Outline(cares.get(0));
        cares.forEach(care -> outline.serviceTypes.add(care.serviceType()));
        JsonText text = new JsonText(ENTRY_BYTES).open();
        write(text, id, outline, practice);
        return text.close().toBytes();
    }

    /** What the runs of one schedule say together. */
    private static final class Outline {
        private final Care care;
        private final Set<String> serviceTypes = new LinkedHashSet<>();
        private Instant start = Instant.MAX;
        private Instant end = Instant.MIN;

        Outline(Care care) {
            this.care = care;
        }

        void add(SlotRun run) {
            serviceTypes.add(run.care().serviceType());
            start = run.start().isBefore(start) ? run.start() : start;
            end = run.end().isAfter(end) ? run.end() : end;
        }

        boolean hasTimes() {
            return start.isBefore(end);
        }
    }

    private static JsonText head(String serviceBase, String id) {
        return new JsonText(ENTRY_BYTES)
                .open()
                .field("fullUrl", serviceBase + "/Schedule/" + id)
                .object("resource");
    }

    private static byte[] entry(String id, Outline outline, Practice practice, String serviceBase) {
        JsonText text = head(serviceBase, id);
        write(text, id, outline, practice);
        text.close().object("search").field("mode", "include").close();
        return text.close().toBytes();
    }

    /** The members of the resource. */
    private static void write(JsonText text, String id, Outline outline, Practice practice) {
        text.field("resourceType", "Schedule").field("id", id).field("active", true);
        text.array("serviceCategory")
                .open()
                .field("text", "General practice")
                .close()
                .closeArray();
        text.array("serviceType");
        outline.serviceTypes.forEach(type -> text.open().field("text", type).close());
        text.closeArray().array("actor").open();
        Fragments.practice(text, practice.odsCode());
        text.field("display", practice.name()).close().open();
        Fragments.practitioner(text, outline.care, practice.odsCode());
        text.close().open();
        Fragments.named(text, "PractitionerRole", outline.care.role());
        text.close().open();
        Fragments.location(text, outline.care, practice.odsCode());
        text.close().closeArray();
        if (outline.hasTimes()) {
            text.object("planningHorizon")
                    .field("start", Times.london(outline.start))
                    .field("end", Times.london(outline.end))
                    .close();
        }
    }
}
