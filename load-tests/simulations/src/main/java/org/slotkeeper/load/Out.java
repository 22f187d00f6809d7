package org.slotkeeper.load;

import java.util.Locale;

/** What is said on the terminal. */
final class Out {

    private static final boolean IS_TERMINAL = System.console() != null;

    private Out() {}

    static void say(String format, Object... values) {
        System.out.printf(Locale.ROOT, (IS_TERMINAL ? "\r\033[K" : "") + format + "%n", values);
        System.out.flush();
    }

    /** A line that the next one replaces, where there is a terminal. */
    static void progress(String format, Object... values) {
        if (IS_TERMINAL) {
            System.out.printf(Locale.ROOT, "\r\033[K" + format, values);
            System.out.flush();
        } else {
            say(format, values);
        }
    }
}
