package org.slotkeeper.api.fhir;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
        PageAddress address = new PageAddress(serviceBase, FhirApi.APPOINTMENT_SEARCH);
        address.with(AppointmentSearchParameters.PATIENT)
                .append(Systems.NHS_NUMBER)
                .append("%7C")
                .append(patient.digits());
        starts.from().ifPresent(from -> address.with(AppointmentSearchParameters.DATE)
                .append("ge")
                .append(from));
        starts.until().ifPresent(until -> address.with(AppointmentSearchParameters.DATE)
                .append("lt")
                .append(until));
        statuses.forEach(
                words -> address.with(AppointmentSearchParameters.STATUS).append(String.join(",", words)));
        if (isSorted) {
            address.with(AppointmentSearchParameters.SORT).append(AppointmentSearchParameters.DATE.name());
        }
        if (count == 0) {
            address.with(ResultParameters.SUMMARY).append("count");
        } else {
            address.with(AppointmentSearchParameters.COUNT).append(count);
        }
        return address.text();
    }

    /** The words of one parameter, each once and in FHIR's order. */
    static Set<String> statuses(List<String> words, Set<String> known) {
        Set<String> statuses = new LinkedHashSet<>(known);
        statuses.retainAll(words);
        return statuses;
    }
}
