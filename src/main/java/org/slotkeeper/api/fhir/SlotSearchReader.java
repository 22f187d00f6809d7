package org.slotkeeper.api.fhir;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slotkeeper.api.EngineRequest;
import org.slotkeeper.booking.SlotSearch;
import org.slotkeeper.booking.SlotSearch.Place;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.Channel;
import org.slotkeeper.domain.schedule.Interval;
import org.slotkeeper.domain.schedule.Wording;

/** Makes a search of the parameters of {@code GET /Slot}. */
final class SlotSearchReader {

    /** Four weeks of London may be an hour longer than four weeks of hours. */
    private static final Duration RANGE_MAX =
            Duration.ofDays(SlotSearchParameters.DAYS_MAX).plusHours(1);

    private static final String SERVICE = "HealthcareService/";
    private static final String START = SlotSearchParameters.START.name();
    private static final String STATUS = SlotSearchParameters.STATUS.name();
    private static final String ACTOR = SlotSearchParameters.ACTOR.name();

    private final String serviceBase;

    SlotSearchReader(FhirSettings settings) {
        this.serviceBase = settings.serviceBase();
    }

    SlotQuery read(EngineRequest request) {
        QueryParameters query = new QueryParameters(request);
        List<OdsCode> practices = practices(query);
        requireFree(query.all(SlotSearchParameters.STATUS));
        SearchTimes times = SearchTimes.of(START, query.all(SlotSearchParameters.START));
        if (!times.isBounded()) {
            throw Unreadable.invalid(START, "must be a day, or given twice: once with ge and once with lt");
        }
        Interval starts = starts(times);
        boolean includesSchedules = query.all(SlotSearchParameters.INCLUDE).contains(SlotSearchParameters.SCHEDULES);
        boolean isSorted = query.isSorted(SlotSearchParameters.SORT, List.of(START));
        int count = query.count(
                SlotSearchParameters.COUNT, SlotSearchParameters.COUNT_DEFAULT, SlotSearchParameters.COUNT_MAX);
        SlotSearch search = new SlotSearch(
                request.requireCaller(),
                practices,
                starts,
                serviceTypes(query),
                channels(query),
                count,
                after(query, practices, starts));
        return new SlotQuery(search, includesSchedules, isSorted);
    }

    private static void requireFree(List<String> statuses) {
        boolean isFree = !statuses.isEmpty();
        for (String status : statuses) {
            isFree &= Tokens.codes(STATUS, status, Systems.SLOT_STATUS).stream().allMatch("free"::equals);
        }
        if (!isFree) {
            throw Unreadable.invalid(STATUS, "must be free: no others are shown");
        }
    }

    /** A place that a page of this search can end at. */
    private static Optional<Place> after(QueryParameters query, List<OdsCode> practices, Interval starts) {
        return query.one(ResultParameters.AFTER).map(text -> Cursor.parse(text)
                .filter(place -> practices.contains(place.id().practice()))
                .filter(place ->
                        !place.start().isBefore(starts.start()) && place.start().isBefore(starts.end()))
                .orElseThrow(() -> Unreadable.invalid(
                        ResultParameters.AFTER.name(), "must be taken from a link to the next page")));
    }

    private static Interval starts(SearchTimes times) {
        Interval starts = new Interval(times.from().orElseThrow(), times.until().orElseThrow());
        if (Duration.between(starts.start(), starts.end()).compareTo(RANGE_MAX) > 0) {
            throw Unreadable.tooCostly(
                    START, "at most " + SlotSearchParameters.DAYS_MAX + " days can be searched at once");
        }
        return starts;
    }

    private List<OdsCode> practices(QueryParameters query) {
        List<String> actors = query.all(SlotSearchParameters.ACTOR);
        List<String> typed = query.all(SlotSearchParameters.TYPED_ACTOR);
        actors.addAll(typed);
        if (actors.size() != 1) {
            throw Unreadable.invalid(
                    ACTOR, "must be given once, as HealthcareService/{ODS code}, with commas between several");
        }
        boolean isTyped = !typed.isEmpty();
        Set<OdsCode> practices = new LinkedHashSet<>();
        for (String actor : actors.get(0).split(",", -1)) {
            practices.add(practice(actor, isTyped));
        }
        if (practices.size() > SlotSearchParameters.PRACTICES_MAX) {
            throw Unreadable.invalid(
                    ACTOR, "at most " + SlotSearchParameters.PRACTICES_MAX + " practices can be searched at once");
        }
        return List.copyOf(practices);
    }

    private OdsCode practice(String actor, boolean isTyped) {
        String absolute = serviceBase + '/' + SERVICE;
        String code = actor;
        if (actor.startsWith(absolute)) {
            code = actor.substring(absolute.length());
        } else if (actor.startsWith(SERVICE)) {
            code = actor.substring(SERVICE.length());
        } else if (!isTyped) {
            throw Unreadable.invalid(ACTOR, "must be HealthcareService/{ODS code}");
        }
        if (!OdsCode.isValid(code)) {
            throw Unreadable.invalid(ACTOR, "an ODS code has 3 to 10 capital letters and digits");
        }
        return new OdsCode(code);
    }

    /**
     * Several values of one parameter are alternatives; a parameter that is repeated must hold each
     * time.
     */
    private static List<Set<String>> serviceTypes(QueryParameters query) {
        List<Set<String>> all = new ArrayList<>(1);
        for (String value : query.all(SlotSearchParameters.SERVICE_TYPE)) {
            Set<String> types = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
            Tokens.read(SlotSearchParameters.SERVICE_TYPE.name(), value)
                    .forEach(token -> types.add(Wording.LINE.tidy(token.code())));
            all.add(types);
        }
        return all;
    }

    private static List<Set<Channel>> channels(QueryParameters query) {
        List<Set<Channel>> all = new ArrayList<>(1);
        for (String value : query.all(SlotSearchParameters.APPOINTMENT_TYPE)) {
            Set<Channel> channels = EnumSet.noneOf(Channel.class);
            Tokens.read(SlotSearchParameters.APPOINTMENT_TYPE.name(), value)
                    .forEach(token -> channels.add(channel(token.code())));
            all.add(channels);
        }
        return all;
    }

    private static Channel channel(String word) {
        for (Channel channel : Channel.values()) {
            if (channel.word().equalsIgnoreCase(word)) {
                return channel;
            }
        }
        throw Unreadable.invalid(SlotSearchParameters.APPOINTMENT_TYPE.name(), "must be In-person, Telephone or Video");
    }
}
