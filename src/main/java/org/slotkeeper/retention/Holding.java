package org.slotkeeper.retention;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.slotkeeper.retention.spi.Link;
import org.slotkeeper.retention.spi.Need;
import org.slotkeeper.retention.spi.Need.Reason;

/**
 * Which of the weeks that are old enough must stay all the same: those with a need of their own,
 * and those on whose days appointments of weeks that stay are, or were. An appointment is in the
 * week that it was first made for, wherever it has moved, and it cannot be shown without the slots
 * of the day that it is on.
 */
final class Holding {

    private final Set<LocalDate> staying;
    private final Map<LocalDate, List<Need>> held = new TreeMap<>();

    private Holding(Set<LocalDate> staying) {
        this.staying = new HashSet<>(staying);
    }

    /**
     * @param kept weeks that stay because they are young
     * @param alsoStaying old ones of which it is known already
     * @param own what each of the others is needed for by itself
     */
    static Holding of(
            Set<LocalDate> kept, Set<LocalDate> alsoStaying, Map<LocalDate, List<Need>> own, Collection<Link> links) {
        Holding holding = new Holding(kept);
        holding.staying.addAll(alsoStaying);
        own.forEach((monday, needs) -> {
            List<Need> all = new ArrayList<>(needs);
            long seats = count(
                    links,
                    link -> link.kind() == Link.Kind.SEAT
                            && link.origin().equals(monday)
                            && kept.contains(link.other()));
            if (seats > 0) {
                all.add(new Need(Reason.SEAT_ON_A_KEPT_DAY, seats));
            }
            if (!all.isEmpty()) {
                holding.held.put(monday, all);
            }
        });
        holding.staying.addAll(holding.held.keySet());
        holding.spread(own.keySet(), links);
        return holding;
    }

    /** A week that is held back holds others back in its turn, until no more are. */
    private void spread(Set<LocalDate> candidates, Collection<Link> links) {
        Set<LocalDate> named = new HashSet<>();
        do {
            staying.addAll(named);
            named.clear();
            for (LocalDate monday : candidates) {
                if (!staying.contains(monday) && namedBy(staying, monday, links) > 0) {
                    named.add(monday);
                }
            }
        } while (!named.isEmpty());
        for (LocalDate monday : candidates) {
            long names = namedBy(staying, monday, links);
            if (names > 0) {
                held.computeIfAbsent(monday, none -> new ArrayList<>())
                        .add(new Need(Reason.NAMED_BY_A_KEPT_WEEK, names));
            }
        }
    }

    private static long namedBy(Set<LocalDate> weeks, LocalDate monday, Collection<Link> links) {
        return count(links, link -> link.other().equals(monday) && weeks.contains(link.origin()));
    }

    private static long count(Collection<Link> links, Predicate<Link> wanted) {
        return links.stream().filter(wanted).mapToLong(Link::count).sum();
    }

    /** All weeks that stay. */
    Set<LocalDate> staying() {
        return staying;
    }

    /** Why this week stays; empty if it goes. */
    List<Need> needsOf(LocalDate monday) {
        return List.copyOf(held.getOrDefault(monday, List.of()));
    }
}
