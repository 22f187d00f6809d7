package org.slotkeeper.redis.inventory;

import java.time.LocalDate;
import org.slotkeeper.domain.party.OdsCode;

/**
 * The names of one practice's keys. All have its hash tag, so that they are in one place and one
 * script may touch them together.
 */
public record Keys(String prefix) {

    public static Keys of(OdsCode practice) {
        return new Keys("{" + practice.value() + "}:");
    }

    public String header() {
        return prefix + 'h';
    }

    String claims() {
        return prefix + 'c';
    }

    String holders() {
        return prefix + 'o';
    }

    /** Places that the next version of the book retires (l: leaving). */
    String retiring() {
        return prefix + 'l';
    }

    public String marker(String request) {
        return prefix + "r:" + request;
    }

    String seats(LocalDate day) {
        return prefix + Texts.day(day);
    }
}
