package org.slotkeeper.testing;

/** What tests ask about processes of this machine. */
public final class Processes {

    private Processes() {}

    /** False from the moment on at which the program has ended: its number may stay in use until somebody asks for it, and Java calls it alive until then, but it has no command line any more. */
    public static boolean isAtWork(ProcessHandle process) {
        return process.isAlive() && process.info().commandLine().isPresent();
    }
}
