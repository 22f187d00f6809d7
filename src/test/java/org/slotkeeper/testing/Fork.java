package org.slotkeeper.testing;

import java.nio.file.Path;

/** One of the JVMs that run tests of one checkout side by side. What it leaves on the machine has a name of its own, by which the next run of the same checkout finds it. */
final class Fork {

    /** From 1, as the build says; 1 too where tests are not run by the build. */
    static final int NUMBER =
            Integer.parseInt(System.getProperty("slotkeeper.fork", "fork-1").substring("fork-".length()));

    private Fork() {}

    /**
     * A directory in the machine's temporary one, which need not exist.
     *
     * @param run counts from 0 the runs of this checkout that are at work at the same time
     */
    static Path directory(String kind, int run) {
        String checkout = Integer.toHexString(Path.of("").toAbsolutePath().hashCode());
        return Path.of(
                System.getProperty("java.io.tmpdir"), "slotkeeper-" + kind + '-' + checkout + '-' + NUMBER + '-' + run);
    }
}
