package org.slotkeeper.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.slotkeeper.load.journal.Answer;
import org.slotkeeper.load.page.Quantiles;
import org.slotkeeper.load.watch.Watch.Sample;

/** Says every few seconds how it goes. */
final class Progress {

    private static final int SECONDS = 5;

    private final long measuredFromMillis;
    private long saidAt = System.currentTimeMillis();
    private int booked;
    private int lost;
    private int searches;
    private int others;
    private int failed;
    private Quantiles bookings = new Quantiles();

    Progress(long measuredFromMillis) {
        this.measuredFromMillis = measuredFromMillis;
    }

    void hear(Answer answer) {
        boolean isBooking =
                answer.operation() == Answer.Operation.BOOK || answer.operation() == Answer.Operation.CONFIRM;
        if (answer.isUnknown()) {
            failed++;
        } else if (answer.isLost()) {
            lost++;
        } else if (isBooking && answer.isSuccess()) {
            booked++;
            bookings.add(answer.tookMillis());
        } else if (answer.operation() == Answer.Operation.SEARCH) {
            searches++;
        } else {
            others++;
        }
    }

    void say(List<Sample> samples) {
        long now = System.currentTimeMillis();
        double seconds = (now - saidAt) / 1000.0;
        if (seconds < SECONDS) {
            return;
        }
        Out.say(
                "%5d s%s  bookings %.0f/s p99 %d ms  lost %.0f/s  searches %.0f/s  others %.0f/s%s  %s",
                Math.floorDiv(now - measuredFromMillis, 1000L),
                now < measuredFromMillis ? " (warm-up)" : "",
                booked / seconds,
                bookings.at(0.99),
                lost / seconds,
                searches / seconds,
                others / seconds,
                failed > 0 ? "  FAILED " + failed : "",
                processors(samples));
        saidAt = now;
        booked = 0;
        lost = 0;
        searches = 0;
        others = 0;
        failed = 0;
        bookings = new Quantiles();
    }

    private static String processors(List<Sample> samples) {
        if (samples.size() < 2) {
            return "";
        }
        Sample before = samples.get(Math.max(0, samples.size() - 1 - SECONDS));
        Sample last = samples.get(samples.size() - 1);
        List<String> parts = new ArrayList<>();
        for (String name : List.of("slotkeeper", "postgres", "redis", "injector")) {
            double used = last.value("cpu." + name) - before.value("cpu." + name);
            if (used > 0) {
                parts.add(String.format(
                        Locale.ROOT,
                        "%s %.0f %%",
                        name,
                        100 * used / Math.max(1, last.atMillis() - before.atMillis())));
            }
        }
        return String.join("  ", parts);
    }
}
