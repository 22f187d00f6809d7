package org.slotkeeper.fhir;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.slotkeeper.booking.FindFreeSlots.Place;
import org.slotkeeper.booking.FindFreeSlots.Search;

/** A search for slots together with what is to be shown of it. */
record SlotQuery(Search search, boolean includesSchedules) {

    /** The search as it was understood, as the address of its first page below this base. */
    String firstPage(String serviceBase) {
        StringBuilder address = new StringBuilder(256)
                .append(serviceBase)
                .append("/Slot?schedule.actor=")
                .append(search.practices().stream()
                        .map(practice -> "HealthcareService/" + practice.value())
                        .collect(Collectors.joining(",")))
                .append("&start=ge")
                .append(search.starts().start())
                .append("&start=lt")
                .append(search.starts().end())
                .append("&status=free");
        search.serviceType().ifPresent(type -> address.append("&service-type=").append(encoded(type)));
        search.channel()
                .ifPresent(channel -> address.append("&appointment-type=").append(channel.word()));
        if (includesSchedules) {
            address.append("&_include=Slot:schedule");
        }
        address.append("&_count=").append(search.countMax());
        return address.toString();
    }

    /** The address of the page from this place on. */
    static String pageAfter(String firstPage, Place place) {
        return firstPage + "&_after=" + Cursor.of(place);
    }

    private static String encoded(String token) {
        String escaped = token.replace("\\", "\\\\")
                .replace(",", "\\,")
                .replace("|", "\\|")
                .replace("$", "\\$");
        return URLEncoder.encode(escaped, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
