package org.slotkeeper.api.fhir;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.slotkeeper.booking.AppointmentPage;
import org.slotkeeper.booking.Entry;
import org.slotkeeper.platform.JsonText;

/** Writes a page of a patient's appointments as a searchset. */
final class AppointmentBundles {

    private static final int ENTRY_BYTES = 2_000;

    private final ListPlaces places;
    private final String serviceBase;

    AppointmentBundles(ListPlaces places, String serviceBase) {
        this.places = places;
        this.serviceBase = serviceBase;
    }

    Buffer write(AppointmentPage page, AppointmentQuery query) {
        JsonText text = new JsonText(ENTRY_BYTES * (page.entries().size() + 1)).open();
        text.field("resourceType", "Bundle").field("type", "searchset").field("total", page.total());
        writeLinks(text, page, query);
        if (!page.entries().isEmpty()) {
            text.array("entry");
            page.entries().forEach(entry -> writeEntry(text, entry));
            text.closeArray();
        }
        return text.close().toBuffer();
    }

    private void writeLinks(JsonText text, AppointmentPage page, AppointmentQuery query) {
        String first = query.firstPage(serviceBase);
        String self = query.after()
                .map(place -> PageAddress.after(first, places.word(place, query.patient())))
                .orElse(first);
        text.array("link");
        writeLink(text, "self", self);
        List<Entry> entries = page.entries();
        if (page.hasMore() && !entries.isEmpty()) {
            Entry last = entries.get(entries.size() - 1);
            writeLink(
                    text,
                    "next",
                    PageAddress.after(first, places.word(AppointmentPage.placeOf(last), query.patient())));
        }
        text.closeArray();
    }

    private static void writeLink(JsonText text, String relation, String url) {
        text.open().field("relation", relation).field("url", url).close();
    }

    private void writeEntry(JsonText text, Entry entry) {
        text.open()
                .field("fullUrl", Appointments.address(serviceBase, entry.id().text()));
        text.object("resource");
        Appointments.write(text, entry)
                .close()
                .object("search")
                .field("mode", "match")
                .close()
                .close();
    }
}
