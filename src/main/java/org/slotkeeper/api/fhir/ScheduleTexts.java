package org.slotkeeper.api.fhir;

import java.nio.charset.StandardCharsets;
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

/** Every schedule of one practice's book as the entry of a Bundle, rendered once, by id. */
final class ScheduleTexts {

    private static final int ENTRY_BYTES = 1_000;
    private static final byte[] TAIL = ",\"search\":{\"mode\":\"include\"}}".getBytes(StandardCharsets.US_ASCII);

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
        return Arrays.copyOfRange(entry, head(serviceBase, id).length, entry.length - TAIL.length);
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

    private static byte[] head(String serviceBase, String id) {
        return ("{\"fullUrl\":\"" + serviceBase + "/Schedule/" + id + "\",\"resource\":")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] entry(String id, Outline outline, Practice practice, String serviceBase) {
        JsonText resource = new JsonText(ENTRY_BYTES).open();
        write(resource, id, outline, practice);
        byte[] head = head(serviceBase, id);
        byte[] text = resource.close().toBytes();
        byte[] entry = Arrays.copyOf(head, head.length + text.length + TAIL.length);
        System.arraycopy(text, 0, entry, head.length, text.length);
        System.arraycopy(TAIL, 0, entry, head.length + text.length, TAIL.length);
        return entry;
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
