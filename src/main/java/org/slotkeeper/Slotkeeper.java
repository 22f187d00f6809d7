package org.slotkeeper;

import org.slotkeeper.cli.SlotkeeperCommand;
import org.slotkeeper.telemetry.ErrorStream;

/** Where the JVM begins. */
public final class Slotkeeper {

    private Slotkeeper() {}

    public static void main(String[] arguments) {
        ErrorStream.install();
        System.exit(SlotkeeperCommand.run(arguments));
    }
}
