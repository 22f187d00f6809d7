package org.slotkeeper.platform;

/** Which Slotkeeper this is. */
public final class Version {

    private Version() {}

    public static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
