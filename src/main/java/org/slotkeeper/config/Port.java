package org.slotkeeper.config;

/** The number of a port at which somebody else listens. */
final class Port {

    static final int MAX = 65_535;

    private Port() {}

    static boolean isPort(int number) {
        return number >= 1 && number <= MAX;
    }

    /** @param digits five at most */
    static boolean isPort(String digits) {
        return isPort(Integer.parseInt(digits));
    }
}
