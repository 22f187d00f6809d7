package org.slotkeeper.statistics;

import io.vertx.core.Future;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.relay.spi.ChangeLog;
import org.slotkeeper.relay.spi.Passage;
import org.slotkeeper.statistics.spi.AppointmentCounts;
import org.slotkeeper.statistics.spi.CountedHour;
import org.slotkeeper.statistics.spi.Tally;

/** Counts in a map. */
public final class InMemoryAppointmentCounts implements AppointmentCounts {

    private final Map<CountedHour, Tally> counted = new HashMap<>();
    private final Map<String, Long> positions = new HashMap<>();

    @Override
    public Future<Void> add(String listener, Passage passage, Map<CountedHour, Tally> added) {
        if (positions.getOrDefault(listener, ChangeLog.BEGIN) == passage.from()) {
            positions.put(listener, passage.to());
            added.forEach((hour, tally) -> counted.merge(hour, tally, Tally::plus));
        }
        return Future.succeededFuture();
    }

    @Override
    public Future<SortedMap<CountedHour, Tally>> of(OdsCode practice, LocalDate from, LocalDate to) {
        SortedMap<CountedHour, Tally> found = new TreeMap<>();
        counted.forEach((hour, tally) -> {
            if (hour.practice().equals(practice)
                    && !hour.day().isBefore(from)
                    && !hour.day().isAfter(to)) {
                found.put(hour, tally);
            }
        });
        return Future.succeededFuture(found);
    }
}
