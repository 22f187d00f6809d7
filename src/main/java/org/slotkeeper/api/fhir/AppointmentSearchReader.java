package org.slotkeeper.api.fhir;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slotkeeper.api.EngineRequest;
import org.slotkeeper.booking.spi.AppointmentLedger.Place;
import org.slotkeeper.domain.party.NhsNumber;

/** Makes a listing of the parameters of {@code GET /Appointment}. */
final class AppointmentSearchReader {

    private static final String PATIENT = AppointmentSearchParameters.PATIENT.name();
    private static final String DATE = AppointmentSearchParameters.DATE.name();
    private static final String START = AppointmentSearchParameters.START.name();
    private static final String STATUS = AppointmentSearchParameters.STATUS.name();

    /**
     * R4's, in R4's order. Not all of them happen here: those that do not are asked for in vain.
     */
    private static final Set<String> STATUSES = new LinkedHashSet<>(List.of(
            "proposed",
            AppointmentQuery.PENDING,
            "booked",
            "arrived",
            "fulfilled",
            "cancelled",
            "noshow",
            "entered-in-error",
            "checked-in",
            "waitlist"));

    private final ListPlaces places;

    AppointmentSearchReader(ListPlaces places) {
        this.places = places;
    }

    AppointmentQuery read(EngineRequest request) {
        QueryParameters query = new QueryParameters(request);
        NhsNumber patient = patient(query);
        SearchTimes starts = SearchTimes.of(DATE, query.all(AppointmentSearchParameters.DATE))
                .and(SearchTimes.of(START, query.all(AppointmentSearchParameters.START)));
        boolean isSorted = query.isSorted(AppointmentSearchParameters.SORT, List.of(DATE, START));
        int count = query.count(
                AppointmentSearchParameters.COUNT,
                AppointmentSearchParameters.COUNT_MAX,
                AppointmentSearchParameters.COUNT_MAX);
        Optional<Place> after = query.one(ResultParameters.AFTER).map(word -> places.read(word, patient)
                .orElseThrow(() -> Unreadable.invalid(
                        ResultParameters.AFTER.name(), "must be taken from a link to the next page")));
        return new AppointmentQuery(
                patient, starts, statuses(query.all(AppointmentSearchParameters.STATUS)), count, isSorted, after);
    }

    private static NhsNumber patient(QueryParameters query) {
        List<String> tokens = query.all(AppointmentSearchParameters.PATIENT);
        String prefix = Systems.NHS_NUMBER + '|';
        if (tokens.size() != 1 || !tokens.get(0).startsWith(prefix)) {
            throw Unreadable.invalid(PATIENT, "must be given once, as " + prefix + "{NHS number}");
        }
        String number = tokens.get(0).substring(prefix.length());
        if (!NhsNumber.isValid(number)) {
            throw Unreadable.nhsNumber(PATIENT);
        }
        return NhsNumber.parse(number);
    }

    private static List<Set<String>> statuses(List<String> values) {
        List<Set<String>> all = new ArrayList<>(1);
        for (String value : values) {
            List<String> words = Tokens.codes(STATUS, value, Systems.APPOINTMENT_STATUS);
            if (!STATUSES.containsAll(words)) {
                throw Unreadable.invalid(STATUS, "must be of " + String.join(", ", STATUSES));
            }
            all.add(AppointmentQuery.statuses(words, STATUSES));
        }
        return all;
    }
}
