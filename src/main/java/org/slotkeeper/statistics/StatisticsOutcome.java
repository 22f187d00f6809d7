package org.slotkeeper.statistics;

import java.util.SortedMap;
import org.slotkeeper.statistics.spi.CountedHour;
import org.slotkeeper.statistics.spi.Tally;

/** What somebody who asks for statistics is told. */
public sealed interface StatisticsOutcome {

    /** One answer for each outcome, so that whoever tells of it has thought of all of them. */
    interface Cases<R> {
        R counted(SortedMap<CountedHour, Tally> hours);

        R forbidden();

        R notAPeriod(int daysMax);

        R practiceUnknown();
    }

    <R> R match(Cases<R> cases);

    /** In their order; hours of which nothing was ever counted are left out. */
    record Counted(SortedMap<CountedHour, Tally> hours) implements StatisticsOutcome {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.counted(hours);
        }
    }

    /** Counts of few people say something of each: they are the practice's own. */
    record Forbidden() implements StatisticsOutcome {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.forbidden();
        }
    }

    /** It ends before it begins, or is too long for one answer. */
    record NotAPeriod(int daysMax) implements StatisticsOutcome {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.notAPeriod(daysMax);
        }
    }

    /** There is no such practice. */
    record PracticeUnknown() implements StatisticsOutcome {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.practiceUnknown();
        }
    }
}
