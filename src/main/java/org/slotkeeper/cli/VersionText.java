package org.slotkeeper.cli;

import org.slotkeeper.platform.Version;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} says. */
final class VersionText implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"slotkeeper " + Version.text()};
    }
}
