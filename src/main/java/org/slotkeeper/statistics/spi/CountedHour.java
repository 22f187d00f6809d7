package org.slotkeeper.statistics.spi;

import java.time.LocalDate;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.Channel;

/**
 * What is counted together: appointments of one practice that begin in one hour of one day and are
 * held in one way.
 *
 * @param hour from 0 to 23, as clocks in London show it; an hour that comes twice in a night is one
 */
public record CountedHour(OdsCode practice, LocalDate day, Channel channel, int hour) {

    public CountedHour {
        if (hour < 0 || hour > 23) {
            throw new IllegalArgumentException("hour " + hour);
        }
    }
}
