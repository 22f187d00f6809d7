package org.slotkeeper.statistics;

import io.vertx.core.Future;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.slotkeeper.booking.spi.PracticeBooks;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.statistics.spi.AppointmentCounts;

/** Shows a practice what became of its own appointments. */
public final class ReadStatistics {

    /** An answer is written in one turn of an event loop. */
    public static final int DAYS_MAX = 62;

    private final PracticeBooks books;
    private final AppointmentCounts counts;

    public ReadStatistics(PracticeBooks books, AppointmentCounts counts) {
        this.books = books;
        this.counts = counts;
    }

    /** @param to the last day, itself included */
    public Future<StatisticsOutcome> read(Caller caller, OdsCode practice, LocalDate from, LocalDate to) {
        if (!caller.publishesFor(practice)) {
            return Future.succeededFuture(new StatisticsOutcome.Forbidden());
        }
        if (to.isBefore(from) || ChronoUnit.DAYS.between(from, to) >= DAYS_MAX) {
            return Future.succeededFuture(new StatisticsOutcome.NotAPeriod(DAYS_MAX));
        }
        return books.find(practice)
                .compose(book -> book.isEmpty()
                        ? Future.succeededFuture(new StatisticsOutcome.PracticeUnknown())
                        : counts.of(practice, from, to).map(StatisticsOutcome.Counted::new));
    }
}
