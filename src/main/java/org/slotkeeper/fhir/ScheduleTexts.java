package org.slotkeeper.fhir;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.slotkeeper.domain.Care;
import org.slotkeeper.domain.DayBook;
import org.slotkeeper.domain.Practice;
import org.slotkeeper.domain.PracticeBook;
import org.slotkeeper.domain.SlotRun;

/** Every schedule of one practice's book as the entry of a Bundle, rendered once, by id. */
final class ScheduleTexts {

    private static final int ENTRY_BYTES = 1_000;

    private final Map<String, byte[]> byId = new HashMap<>();
    private final int bytes;

    private ScheduleTexts(Map<String, Outline> outlines, Practice practice, String serviceBase) {
        outlines.forEach((id, outline) -> byId.put(id, entry(id, outline, practice, serviceBase)));
        this.bytes = byId.values().stream().mapToInt(entry -> entry.length).sum();
    }

    static ScheduleTexts of(PracticeBook book, String serviceBase) {
        Map<Care, String> ids = new HashMap<>();
        Map<String, Outline> outlines = new HashMap<>();
        for (DayBook day : book.days().values()) {
            for (SlotRun run : day.runs()) {
                String id = ids.computeIfAbsent(run.care(), care -> care.scheduleId(day.practice()));
                outlines.computeIfAbsent(id, first -> new Outline(run)).add(run);
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

    /** What the runs of one schedule say together. */
    private static final class Outline {
        private final Care care;
        private final Set<String> serviceTypes = new LinkedHashSet<>();
        private Instant start;
        private Instant end;

        Outline(SlotRun first) {
            care = first.care();
            start = first.start();
            end = first.end();
        }

        void add(SlotRun run) {
            serviceTypes.add(run.care().serviceType());
            start = run.start().isBefore(start) ? run.start() : start;
            end = run.end().isAfter(end) ? run.end() : end;
        }
    }

    private static byte[] entry(String id, Outline outline, Practice practice, String serviceBase) {
        JsonText text = new JsonText(ENTRY_BYTES);
        text.open().field("fullUrl", serviceBase + "/Schedule/" + id).object("resource");
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
        Fragments.named(text, "Practitioner", outline.care.clinician());
        text.close().open();
        Fragments.named(text, "PractitionerRole", outline.care.role());
        text.close().open();
        Fragments.named(text, "Location", outline.care.location());
        text.close().closeArray().object("planningHorizon");
        text.field("start", Times.london(outline.start))
                .field("end", Times.london(outline.end))
                .close();
        text.close().object("search").field("mode", "include").close().close();
        return text.toBytes();
    }
}
