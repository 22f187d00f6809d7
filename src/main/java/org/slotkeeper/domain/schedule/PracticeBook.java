package org.slotkeeper.domain.schedule;

import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A practice with all its days' books, as one version of what it has published. */
public final class PracticeBook {

    private final Practice practice;
    private final int layoutVersion;
    private final NavigableMap<LocalDate, DayBook> days;

    /** @param layoutVersion grows by one with each change the practice publishes */
    public PracticeBook(Practice practice, int layoutVersion, Iterable<DayBook> days) {
        this.practice = practice;
        this.layoutVersion = layoutVersion;
        TreeMap<LocalDate, DayBook> byDay = new TreeMap<>();
        days.forEach(day -> byDay.put(day.day(), day));
        this.days = Collections.unmodifiableNavigableMap(byDay);
    }

    public Practice practice() {
        return practice;
    }

    public int layoutVersion() {
        return layoutVersion;
    }

    public NavigableMap<LocalDate, DayBook> days() {
        return days;
    }

    public Optional<DayBook> day(LocalDate day) {
        return Optional.ofNullable(days.get(day));
    }

    /** All care that is promised on these days, each once. */
    public Set<Care> cares() {
        Set<Care> cares = new LinkedHashSet<>();
        days.values().forEach(day -> day.runs().forEach(run -> cares.add(run.care())));
        return cares;
    }

    public Optional<Slot> slot(SlotId id) {
        if (!id.practice().equals(practice.odsCode())) {
            return Optional.empty();
        }
        return day(id.day()).flatMap(book -> book.slot(id.ordinal()));
    }
}
