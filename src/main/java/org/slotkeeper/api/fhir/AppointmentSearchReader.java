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

    static final int COUNT_MAX = 200;

    private static final String PATIENT = "patient:identifier";
    private static final String CHAINED_PATIENT = "patient.identifier";
    private static final String DATE = "date";
    private static final String START = "start";
    private static final String STATUS = "status";
    private static final String AFTER = "_after";
    private static final Set<String> KNOWN =
            Set.of(PATIENT, CHAINED_PATIENT, DATE, START, STATUS, "_count", "_summary", "_sort", Formats.FORMAT, AFTER);

    /** R4's, in R4's order. Not all of them happen here: those that do not are asked for in vain. */
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
        QueryParameters query = new QueryParameters(request, KNOWN);
        NhsNumber patient = patient(query);
        SearchTimes starts = SearchTimes.of(DATE, query.all(DATE)).and(SearchTimes.of(START, query.all(START)));
        boolean isSorted = query.isSorted(Set.of(DATE, START));
        int count = query.isCountOnly() ? 0 : query.count(COUNT_MAX, COUNT_MAX);
        Optional<Place> after = query.one(AFTER).map(word -> places.read(word, patient)
                .orElseThrow(() -> Unreadable.invalid(AFTER, "must be taken from a link to the next page")));
        return new AppointmentQuery(patient, starts, statuses(query.all(STATUS)), count, isSorted, after);
    }

    private static NhsNumber patient(QueryParameters query) {
        List<String> tokens = new ArrayList<>(query.all(PATIENT));
        tokens.addAll(query.all(CHAINED_PATIENT));
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
