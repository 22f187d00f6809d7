package org.slotkeeper.statistics.spi;

import java.time.LocalDate;
import java.util.Comparator;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.Channel;

/**
 * What is counted together: appointments of one practice that begin in one hour of one day and are
 * held in one way.
 *
 * @param hour from 0 to 23, as clocks in London show it; an hour that comes twice in a night is one
 */
public record CountedHour(OdsCode practice, LocalDate day, Channel channel, int hour)
        implements Comparable<CountedHour> {

    private static final Comparator<CountedHour> IN_ORDER = Comparator.comparing(
                    (CountedHour counted) -> counted.practice().value())
            .thenComparing(CountedHour::day)
            .thenComparing(CountedHour::channel)
            .thenComparing(CountedHour::hour);

    public CountedHour {
        if (hour < 0 || hour > 23) {
            throw new IllegalArgumentException("hour " + hour);
        }
    }

    /** By practice, day, channel and hour. */
    @Override
    public int compareTo(CountedHour other) {
        return IN_ORDER.compare(this, other);
    }
}
