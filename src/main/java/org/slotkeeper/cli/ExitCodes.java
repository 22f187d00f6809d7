package org.slotkeeper.cli;

/** What a command leaves behind for the shell. */
final class ExitCodes {

    static final int DONE = 0;
    static final int FAULT = 1;
    static final int USAGE = 2;
    /** The stores differ, and still do. */
    static final int DRIFT = 3;

    private ExitCodes() {}
}
