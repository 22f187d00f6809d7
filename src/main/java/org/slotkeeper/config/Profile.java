package org.slotkeeper.config;

import java.util.Locale;

/**
 * Values that come with the program for one kind of place, over the defaults:
 * {@code config/development.yaml}, {@code config/production.yaml}.
 */
public enum Profile {
    /** One person's machine. */
    DEVELOPMENT,
    /** Patients depend on it. */
    PRODUCTION;

    String resource() {
        return "/config/" + name().toLowerCase(Locale.ROOT) + ".yaml";
    }
}
