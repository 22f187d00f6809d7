package org.slotkeeper.api.fhir;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slotkeeper.booking.ReadAppointments.Wanted;
import org.slotkeeper.booking.spi.AppointmentLedger.Listing;
import org.slotkeeper.booking.spi.AppointmentLedger.Place;
import org.slotkeeper.domain.appointment.Appointment.State;
import org.slotkeeper.domain.party.NhsNumber;

/**
 * A search for appointments, as it was understood.
 *
 * @param statuses what was asked for, in FHIR's words: an appointment must be in each of these sets
 * @param count how many appointments a page may have; with 0 they are only counted
 * @param isSorted whether the order was asked for by name
 * @param after the place where the page before this one ends
 */
record AppointmentQuery(
        NhsNumber patient,
        SearchTimes starts,
        List<Set<String>> statuses,
        int count,
        boolean isSorted,
        Optional<Place> after) {

    static final String PENDING = "pending";

    Wanted wanted() {
        return new Wanted(patient, new Listing(starts.from(), starts.until(), states(), after, count), isWithHold());
    }

    /** A hold is not an appointment yet: it is shown to those who ask for it. */
    private boolean isWithHold() {
        return !statuses.isEmpty() && statuses.stream().allMatch(words -> words.contains(PENDING));
    }

    private Optional<Set<State>> states() {
        if (statuses.isEmpty()) {
            return Optional.empty();
        }
        Set<State> states = EnumSet.allOf(State.class);
        states.removeIf(state -> !statuses.stream().allMatch(words -> words.contains(Appointments.word(state))));
        return Optional.of(states);
    }

    /** The search as the address of its first page. */
    String firstPage(String serviceBase) {
        boolean isCountOnly = count == 0;
        return PageAddress.first(
                serviceBase,
                FhirApi.APPOINTMENT_SEARCH,
                Map.of(
                        AppointmentSearchParameters.PATIENT,
                        List.of(Systems.NHS_NUMBER + "%7C" + patient.digits()),
                        AppointmentSearchParameters.DATE,
                        Stream.concat(
                                        starts.from().map(from -> "ge" + from).stream(),
                                        starts.until().map(until -> "lt" + until).stream())
                                .toList(),
                        AppointmentSearchParameters.STATUS,
                        statuses.stream().map(words -> String.join(",", words)).toList(),
                        AppointmentSearchParameters.SORT,
                        isSorted ? List.of(AppointmentSearchParameters.DATE.name()) : List.of(),
                        ResultParameters.SUMMARY,
                        isCountOnly ? List.of("count") : List.of(),
                        AppointmentSearchParameters.COUNT,
                        isCountOnly ? List.of() : List.of(String.valueOf(count))));
    }

    /** The words of one parameter, each once and in FHIR's order. */
    static Set<String> statuses(List<String> words, Set<String> known) {
        Set<String> statuses = new LinkedHashSet<>(known);
        statuses.retainAll(words);
        return statuses;
    }
}
