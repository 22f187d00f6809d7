package org.slotkeeper.fhir;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slotkeeper.booking.FindFreeSlots.Place;
import org.slotkeeper.booking.FindFreeSlots.Search;
import org.slotkeeper.domain.Channel;
import org.slotkeeper.domain.Interval;
import org.slotkeeper.domain.OdsCode;
import org.slotkeeper.engine.EngineRequest;

/** Makes a search of the parameters of {@code GET /Slot}. */
final class SlotSearchReader {

    static final int PRACTICES_MAX = 10;
    static final int COUNT_DEFAULT = 50;
    static final int COUNT_MAX = 200;
    static final int DAYS_MAX = 28;

    /** Four weeks of London may be an hour longer than four weeks of hours. */
    private static final Duration RANGE_MAX = Duration.ofDays(DAYS_MAX).plusHours(1);

    private static final String ACTOR = "schedule.actor";
    private static final String TYPED_ACTOR = "schedule.actor:HealthcareService";
    private static final String SERVICE = "HealthcareService/";
    private static final String START = "start";
    private static final Set<String> KNOWN = Set.of(
            ACTOR,
            "Schedule.actor",
            TYPED_ACTOR,
            START,
            "status",
            "service-type",
            "appointment-type",
            "_include",
            "_count",
            "_format",
            "_after");

    private final String serviceBase;

    SlotSearchReader(FhirSettings settings) {
        this.serviceBase = settings.serviceBase();
    }

    SlotQuery read(EngineRequest request) {
        QueryParameters query = new QueryParameters(request.query(), KNOWN);
        List<OdsCode> practices = practices(query);
        String status = query.one("status").orElse("");
        if (!status.equals("free")) {
            throw Unreadable.invalid("status", "must be free");
        }
        SearchTimes times = SearchTimes.of(START, query.all(START));
        if (times.from().isEmpty() || times.until().isEmpty()) {
            throw Unreadable.invalid(START, "must be given twice: once with ge and once with lt");
        }
        Optional<String> serviceType = token(query, "service-type");
        Optional<Channel> channel = channel(query);
        boolean includesSchedules = includesSchedules(query);
        int count = query.count(COUNT_DEFAULT, COUNT_MAX);
        Optional<Place> after = query.one("_after").map(text -> Cursor.parse(text)
                .orElseThrow(() -> Unreadable.invalid("_after", "must be taken from a link to the next page")));
        Interval starts = starts(times);
        Search search = new Search(request.requireCaller(), practices, starts, serviceType, channel, count, after);
        return new SlotQuery(search, includesSchedules);
    }

    private static Interval starts(SearchTimes times) {
        Interval starts = new Interval(times.from().orElseThrow(), times.until().orElseThrow());
        if (Duration.between(starts.start(), starts.end()).compareTo(RANGE_MAX) > 0) {
            throw Unreadable.tooCostly(START, "at most " + DAYS_MAX + " days can be searched at once");
        }
        return starts;
    }

    private List<OdsCode> practices(QueryParameters query) {
        List<String> actors = new ArrayList<>(query.all(ACTOR));
        actors.addAll(query.all("Schedule.actor"));
        actors.addAll(query.all(TYPED_ACTOR));
        if (actors.size() != 1) {
            throw Unreadable.invalid(
                    ACTOR, "must be given once, as HealthcareService/{ODS code}, with commas between several");
        }
        boolean isTyped = !query.all(TYPED_ACTOR).isEmpty();
        Set<OdsCode> practices = new LinkedHashSet<>();
        for (String actor : actors.get(0).split(",", -1)) {
            practices.add(practice(actor, isTyped));
        }
        if (practices.size() > PRACTICES_MAX) {
            throw Unreadable.invalid(ACTOR, "at most " + PRACTICES_MAX + " practices can be searched at once");
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

    private static Optional<Channel> channel(QueryParameters query) {
        return token(query, "appointment-type").map(word -> {
            for (Channel channel : Channel.values()) {
                if (channel.word().equalsIgnoreCase(word)) {
                    return channel;
                }
            }
            throw Unreadable.invalid("appointment-type", "must be In-person, Telephone or Video");
        });
    }

    private static boolean includesSchedules(QueryParameters query) {
        for (String include : query.all("_include")) {
            if (!include.equals("Slot:schedule")) {
                throw Unreadable.invalid("_include", "must be Slot:schedule");
            }
        }
        return !query.all("_include").isEmpty();
    }

    /** The code of a token, whatever its system: {@code code}, {@code |code} or {@code system|code}. */
    private static Optional<String> token(QueryParameters query, String name) {
        return query.one(name).map(token -> {
            String code = codeOf(name, token);
            if (code.isBlank()) {
                throw Unreadable.invalid(name, "must not be empty");
            }
            return code;
        });
    }

    private static String codeOf(String name, String token) {
        StringBuilder code = new StringBuilder(token.length());
        for (int at = 0; at < token.length(); at++) {
            char sign = token.charAt(at);
            if (sign == '\\' && at + 1 < token.length()) {
                at++;
                code.append(token.charAt(at));
            } else if (sign == ',') {
                throw Unreadable.invalid(name, "must be one value; a comma that belongs to it is written \\,");
            } else if (sign == '|') {
                code.setLength(0);
            } else {
                code.append(sign);
            }
        }
        return code.toString();
    }
}
