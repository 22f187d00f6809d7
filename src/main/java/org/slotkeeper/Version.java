package org.slotkeeper;

import picocli.CommandLine.IVersionProvider;

/** Which Slotkeeper this is. */
final class Version implements IVersionProvider {

    static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    @Override
    public String[] getVersion() {
        return new String[] {"slotkeeper " + text()};
    }
}
