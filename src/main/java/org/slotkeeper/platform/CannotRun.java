package org.slotkeeper.platform;

/** A command cannot do what it was asked; the message is one sentence that says what to do. */
public final class CannotRun extends RuntimeException {

    private static final long serialVersionUID = 1;

    public CannotRun(String message) {
        super(message);
    }

    public CannotRun(String message, Throwable cause) {
        super(message, cause);
    }
}
