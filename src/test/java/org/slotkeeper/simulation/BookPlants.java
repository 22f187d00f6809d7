package org.slotkeeper.simulation;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.slotkeeper.booking.spi.PracticeBooks;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.Audience;
import org.slotkeeper.domain.schedule.DayBook;
import org.slotkeeper.domain.schedule.PracticeBook;
import org.slotkeeper.domain.schedule.SessionId;
import org.slotkeeper.domain.schedule.SessionRules;
import org.slotkeeper.domain.schedule.SlotRun;

/** Planted bugs in what engines know of the practice's book, and in how it is changed. */
final class BookPlants {

    static final Plant WITHOUT_RULES =
            Plant.NONE.named("book without rules").with(PracticeBooks.class, books(BookPlants::withoutRules));
    static final Plant WITHOUT_RETIRED = Plant.NONE
            .named("book without retired places")
            .with(PracticeBooks.class, books(BookPlants::withoutRetired));

    private BookPlants() {}

    static List<Plant> all() {
        return List.of(WITHOUT_RULES, WITHOUT_RETIRED);
    }

    private static UnaryOperator<PracticeBooks> books(UnaryOperator<DayBook> planted) {
        return real -> Ports.inFront(PracticeBooks.class, real, (method, arguments) -> {
            OdsCode practice = (OdsCode) arguments[0];
            int version = arguments.length == 1 ? 0 : (int) arguments[1];
            return Optional.of(real.find(practice, version).map(found -> found.map(book -> bookOf(book, planted))));
        });
    }

    private static PracticeBook bookOf(PracticeBook book, UnaryOperator<DayBook> planted) {
        return new PracticeBook(
                book.practice(),
                book.layoutVersion(),
                book.days().values().stream().map(planted).toList());
    }

    private static DayBook withoutRules(DayBook day) {
        SessionRules open = new SessionRules(Instant.EPOCH, Audience.REGISTERED_PATIENTS);
        return new DayBook(
                day.practice(),
                day.day(),
                day.runs(),
                day.runs().stream()
                        .map(SlotRun::session)
                        .distinct()
                        .collect(Collectors.toMap(session -> session, session -> open)));
    }

    /** Whoever leaves what was taken out makes room for others. */
    private static DayBook withoutRetired(DayBook day) {
        Map<SessionId, SessionRules> rules = new HashMap<>();
        for (int at = 0; at < day.runs().size(); at++) {
            rules.put(day.runs().get(at).session(), day.rulesOfRun(at));
        }
        return new DayBook(day.practice(), day.day(), day.runs(), rules);
    }
}
