package org.slotkeeper.api.fhir;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.stream.Collectors;
import org.slotkeeper.booking.SlotSearch;
import org.slotkeeper.booking.SlotSearch.Place;
import org.slotkeeper.domain.schedule.Channel;

/**
 * A search for slots together with what is to be shown of it.
 *
 * @param isSorted whether the order was asked for by name
 */
record SlotQuery(SlotSearch search, boolean includesSchedules, boolean isSorted) {

    boolean isCountOnly() {
        return search.countMax() == 0;
    }

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
        search.serviceTypes().forEach(types -> address.append("&service-type=").append(encoded(types)));
        search.channels().forEach(channels -> address.append("&appointment-type=")
                .append(channels.stream().map(Channel::word).collect(Collectors.joining(","))));
        if (includesSchedules) {
            address.append("&_include=Slot:schedule");
        }
        if (isSorted) {
            address.append("&_sort=start");
        }
        return isCountOnly()
                ? address.append("&_summary=count").toString()
                : address.append("&_count=").append(search.countMax()).toString();
    }

    /** The address of the page from this place on. */
    static String pageAfter(String firstPage, Place place) {
        return firstPage + "&_after=" + Cursor.of(place);
    }

    private static String encoded(Collection<String> codes) {
        String token = codes.stream().map(Tokens::escaped).collect(Collectors.joining(","));
        return URLEncoder.encode(token, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2C", ",");
    }
}
