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
        PageAddress address = new PageAddress(serviceBase, FhirApi.SLOT_SEARCH);
        address.with(SlotSearchParameters.ACTOR)
                .append(search.practices().stream()
                        .map(practice -> "HealthcareService/" + practice.value())
                        .collect(Collectors.joining(",")));
        address.with(SlotSearchParameters.START)
                .append("ge")
                .append(search.starts().start());
        address.with(SlotSearchParameters.START)
                .append("lt")
                .append(search.starts().end());
        address.with(SlotSearchParameters.STATUS).append("free");
        search.serviceTypes().forEach(types -> address.with(SlotSearchParameters.SERVICE_TYPE)
                .append(encoded(types)));
        search.channels().forEach(channels -> address.with(SlotSearchParameters.APPOINTMENT_TYPE)
                .append(channels.stream().map(Channel::word).collect(Collectors.joining(","))));
        if (includesSchedules) {
            address.with(SlotSearchParameters.INCLUDE).append(SlotSearchParameters.SCHEDULES);
        }
        if (isSorted) {
            address.with(SlotSearchParameters.SORT).append(SlotSearchParameters.START.name());
        }
        if (isCountOnly()) {
            address.with(ResultParameters.SUMMARY).append("count");
        } else {
            address.with(SlotSearchParameters.COUNT).append(search.countMax());
        }
        return address.text();
    }

    /** The address of the page from this place on. */
    static String pageAfter(String firstPage, Place place) {
        return PageAddress.after(firstPage, Cursor.of(place));
    }

    private static String encoded(Collection<String> codes) {
        String token = codes.stream().map(Tokens::escaped).collect(Collectors.joining(","));
        return URLEncoder.encode(token, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2C", ",");
    }
}
