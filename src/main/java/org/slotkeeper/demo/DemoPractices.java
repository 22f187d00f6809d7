package org.slotkeeper.demo;

import java.io.InputStream;

/**
 * The invented practices that the demonstration has when it is given no list. Their codes begin
 * with {@code Z99}, which no real practice's does.
 */
public final class DemoPractices {

    private static final String RESOURCE = "/demo/practices.csv";

    private DemoPractices() {}

    /** The list, in our own form of it; the caller closes it. */
    public static InputStream open() {
        InputStream list = DemoPractices.class.getResourceAsStream(RESOURCE);
        if (list == null) {
            throw new IllegalStateException("the jar has no " + RESOURCE);
        }
        return list;
    }
}
