package org.slotkeeper.platform;

import picocli.CommandLine.IVersionProvider;

/** Which Slotkeeper this is. */
public final class Version implements IVersionProvider {

    public static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    @Override
    public String[] getVersion() {
        return new String[] {"slotkeeper " + text()};
    }
}
