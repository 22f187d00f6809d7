package org.slotkeeper.redis;

import java.time.LocalDate;
import org.slotkeeper.domain.OdsCode;

/** The names of one practice's keys. All have its hash tag, so that they are in one place and one script may touch them together. */
record Keys(String prefix) {

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
}
