package org.slotkeeper.statistics;

import io.vertx.core.Future;
import java.time.LocalDate;
import java.util.Optional;
import java.util.SortedMap;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.statistics.spi.AppointmentCounts;
import org.slotkeeper.statistics.spi.CountedHour;
import org.slotkeeper.statistics.spi.Tally;

/** Shows a practice what became of its own appointments. */
public final class ReadStatistics {

    private final AppointmentCounts counts;

    public ReadStatistics(AppointmentCounts counts) {
        this.counts = counts;
    }

    /**
     * Empty for whoever may not know: counts of few people say something of each.
     *
     * @param to the last day, itself included
     */
    public Future<Optional<SortedMap<CountedHour, Tally>>> read(
            Caller caller, OdsCode practice, LocalDate from, LocalDate to) {
        boolean isTheirOwn = caller.match(
                patient -> false,
                system -> system.organisation().equals(practice) && system.may(Caller.PUBLISH),
                organisation -> false);
        return isTheirOwn ? counts.of(practice, from, to).map(Optional::of) : Future.succeededFuture(Optional.empty());
    }
}
