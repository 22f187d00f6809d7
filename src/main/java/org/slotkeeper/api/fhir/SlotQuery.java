package org.slotkeeper.api.fhir;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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
        return PageAddress.first(
                serviceBase,
                FhirApi.SLOT_SEARCH,
                Map.of(
                        SlotSearchParameters.ACTOR, List.of(practices()),
                        SlotSearchParameters.START,
                                List.of(
                                        "ge" + search.starts().start(),
                                        "lt" + search.starts().end()),
                        SlotSearchParameters.STATUS, List.of("free"),
                        SlotSearchParameters.SERVICE_TYPE,
                                search.serviceTypes().stream()
                                        .map(SlotQuery::encoded)
                                        .toList(),
                        SlotSearchParameters.APPOINTMENT_TYPE,
                                search.channels().stream().map(SlotQuery::words).toList(),
                        SlotSearchParameters.INCLUDE, given(includesSchedules, SlotSearchParameters.SCHEDULES),
                        SlotSearchParameters.SORT, given(isSorted, SlotSearchParameters.START.name()),
                        ResultParameters.SUMMARY, given(isCountOnly(), "count"),
                        SlotSearchParameters.COUNT, given(!isCountOnly(), String.valueOf(search.countMax()))));
    }

    private String practices() {
        return search.practices().stream()
                .map(practice -> "HealthcareService/" + practice.value())
                .collect(Collectors.joining(","));
    }

    private static String words(Collection<Channel> channels) {
        return channels.stream().map(Channel::word).collect(Collectors.joining(","));
    }

    private static List<String> given(boolean isGiven, String value) {
        return isGiven ? List.of(value) : List.of();
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
