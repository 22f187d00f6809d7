package org.slotkeeper.redis;

import java.time.Instant;
import java.time.LocalDate;
import org.slotkeeper.domain.OdsCode;

/** The names of one practice's keys. All have its hash tag, so that they are in one place and one script may touch them together. */
record Keys(String prefix) {

    /** Versions of seats are kept by these stretches of time: news that comes later than one of them may be taken for new. */
    static final int VERSION_BUCKET_SECONDS = 600;

    /** The current stretch, the one before, and some time for slow clocks. */
    static final int VERSIONS_KEPT_SECONDS = 3 * VERSION_BUCKET_SECONDS;

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

    String diary() {
        return prefix + 'd';
    }

    String marker(String request) {
        return prefix + "r:" + request;
    }

    String seats(LocalDate day) {
        return prefix + Texts.day(day);
    }

    String versions(Instant now) {
        return prefix + "v:" + bucket(now);
    }

    String versionsBefore(Instant now) {
        return prefix + "v:" + (bucket(now) - 1);
    }

    private static long bucket(Instant now) {
        return Math.floorDiv(now.getEpochSecond(), (long) VERSION_BUCKET_SECONDS);
    }
}
