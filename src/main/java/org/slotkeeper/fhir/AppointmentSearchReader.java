package org.slotkeeper.fhir;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slotkeeper.booking.spi.AppointmentLedger.Listing;
import org.slotkeeper.domain.Appointment;
import org.slotkeeper.domain.Appointment.State;
import org.slotkeeper.domain.Interval;
import org.slotkeeper.domain.NhsNumber;
import org.slotkeeper.engine.EngineRequest;

/** Makes a listing of the parameters of {@code GET /Appointment}. */
final class AppointmentSearchReader {

    static final int COUNT_MAX = 200;

    private static final String PATIENT = "patient:identifier";
    private static final String START = "start";
    private static final String PENDING = "pending";
    private static final Set<String> KNOWN = Set.of(PATIENT, START, "status", "_count", "_format");

    /**
     * @param states those asked for
     * @param isWithHold whether the patient's own hold was asked for, which is not an appointment yet
     * @param isByState whether states or the hold were asked for; if not, all appointments are
     * @param count how many appointments a page may have
     */
    record Query(
            NhsNumber patient,
            SearchTimes starts,
            Set<State> states,
            boolean isWithHold,
            boolean isByState,
            int count) {

        /** What to ask of the ledger: as much as there can be, so that the total is right. */
        Listing listing() {
            Optional<State> only = states.size() == 1 ? states.stream().findFirst() : Optional.empty();
            return new Listing(starts.from().orElse(Instant.EPOCH), starts.until(), only, COUNT_MAX);
        }

        /** The ledger gives what ends after an instant; asked for is what starts at it or after it. */
        boolean isAskedFor(Appointment appointment) {
            return isInTime(appointment.time()) && (!isByState || states.contains(appointment.state()));
        }

        boolean isInTime(Interval time) {
            boolean isEarly =
                    starts.from().map(from -> time.start().isBefore(from)).orElse(false);
            return !isEarly && starts.until().map(time.start()::isBefore).orElse(true);
        }

        String address(String serviceBase) {
            StringBuilder address = new StringBuilder(serviceBase)
                    .append("/Appointment?patient:identifier=")
                    .append(Systems.NHS_NUMBER)
                    .append("%7C")
                    .append(patient.digits());
            starts.from().ifPresent(from -> address.append("&start=ge").append(from));
            starts.until().ifPresent(until -> address.append("&start=lt").append(until));
            if (isByState) {
                Stream<String> pending = isWithHold ? Stream.of(PENDING) : Stream.empty();
                address.append("&status=")
                        .append(Stream.concat(states.stream().map(Appointments::word), pending)
                                .collect(Collectors.joining(",")));
            }
            return address.append("&_count=").append(count).toString();
        }
    }

    private AppointmentSearchReader() {}

    static Query read(EngineRequest request) {
        QueryParameters query = new QueryParameters(request.query(), KNOWN);
        NhsNumber patient = patient(query);
        SearchTimes starts = SearchTimes.of(START, query.all(START));
        Optional<String> status = query.one("status");
        Set<State> states = EnumSet.noneOf(State.class);
        boolean isWithHold = status.map(words -> addStates(words, states)).orElse(false);
        int count = query.count(COUNT_MAX, COUNT_MAX);
        return new Query(patient, starts, states, isWithHold, status.isPresent(), count);
    }

    private static NhsNumber patient(QueryParameters query) {
        String token = query.one(PATIENT)
                .orElseThrow(() -> Unreadable.invalid(PATIENT, "must be " + Systems.NHS_NUMBER + "|{NHS number}"));
        String prefix = Systems.NHS_NUMBER + '|';
        if (!token.startsWith(prefix)) {
            throw Unreadable.invalid(PATIENT, "must be " + prefix + "{NHS number}");
        }
        String number = token.substring(prefix.length());
        if (!NhsNumber.isValid(number)) {
            throw Unreadable.nhsNumber(PATIENT);
        }
        return NhsNumber.parse(number);
    }

    /** Whether the hold is among the words. */
    private static boolean addStates(String words, Set<State> states) {
        boolean isWithHold = false;
        for (String word : words.split(",", -1)) {
            Optional<State> state = Appointments.stateOf(word);
            state.ifPresent(states::add);
            isWithHold |= word.equals(PENDING);
            if (state.isEmpty() && !word.equals(PENDING)) {
                throw Unreadable.invalid("status", "must be booked, cancelled, pending, arrived, fulfilled or noshow");
            }
        }
        return isWithHold;
    }
}
