package org.slotkeeper.statistics;

import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slotkeeper.statistics.spi.CountedHour;
import org.slotkeeper.statistics.spi.Tally;

/** What somebody who asks for statistics is told. */
public sealed interface StatisticsOutcome {

    <R> R match(
            Function<? super SortedMap<CountedHour, Tally>, ? extends R> counted,
            Supplier<? extends R> forbidden,
            Supplier<? extends R> practiceUnknown);

    /** By day, channel's name and hour. */
    record Counted(SortedMap<CountedHour, Tally> hours) implements StatisticsOutcome {
        @Override
        public <R> R match(
                Function<? super SortedMap<CountedHour, Tally>, ? extends R> counted,
                Supplier<? extends R> forbidden,
                Supplier<? extends R> practiceUnknown) {
            return counted.apply(hours);
        }
    }

    /** Counts of few people say something of each: they are the practice's own. */
    record Forbidden() implements StatisticsOutcome {
        @Override
        public <R> R match(
                Function<? super SortedMap<CountedHour, Tally>, ? extends R> counted,
                Supplier<? extends R> forbidden,
                Supplier<? extends R> practiceUnknown) {
            return forbidden.get();
        }
    }

    /** There is no such practice. */
    record PracticeUnknown() implements StatisticsOutcome {
        @Override
        public <R> R match(
                Function<? super SortedMap<CountedHour, Tally>, ? extends R> counted,
                Supplier<? extends R> forbidden,
                Supplier<? extends R> practiceUnknown) {
            return practiceUnknown.get();
        }
    }
}
