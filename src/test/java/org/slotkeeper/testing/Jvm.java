package org.slotkeeper.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Commands of JVMs like this one, to be added to. */
public final class Jvm {

    private Jvm() {}

    public static List<String> command(String... options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        return command;
    }

    /** One that starts fast and takes little: tests have many of them side by side. */
    public static List<String> small(String heap) {
        List<String> command = command("-Xmx" + heap, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
        command.addAll(ClassArchive.flags());
        return command;
    }
}
