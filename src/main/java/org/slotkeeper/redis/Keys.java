package org.slotkeeper.redis;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.slotkeeper.domain.OdsCode;

/** The names of one practice's keys. All have its hash tag, so that they are in one place and one script may touch them together. */
record Keys(String prefix) {

    /** What was told is kept by these stretches of time: what comes later than one of them may be taken for new. */
    private static final int NEWS_STRETCH_SECONDS = 600;

    /** The current stretch, the one before, and some time for slow clocks. */
    static final int NEWS_KEPT_SECONDS = 3 * NEWS_STRETCH_SECONDS;

    static Keys of(OdsCode practice) {
        return new Keys("{" + practice.value() + "}:");
    }

    String header() {
        return prefix + 'h';
    }

    String claims() {
        return prefix + 'c';
    }

    String holders() {
        return prefix + 'o';
    }

    String marker(String request) {
        return prefix + "r:" + request;
    }

    String seats(LocalDate day) {
        return prefix + Texts.day(day);
    }

    String news(Instant now) {
        return prefix + "n:" + stretch(now);
    }

    String newsBefore(Instant now) {
        return prefix + "n:" + (stretch(now) - 1);
    }

    /** Of the stretch before, of the current one, and of the next, which begins while work on this one is still going on. */
    List<String> newsAround(Instant now) {
        return List.of(newsBefore(now), news(now), prefix + "n:" + (stretch(now) + 1));
    }

    private static long stretch(Instant now) {
        return Math.floorDiv(now.getEpochSecond(), (long) NEWS_STRETCH_SECONDS);
    }
}
