package org.slotkeeper.api;

/**
 * A request that changes something was sent to an engine and no answer came back: it may have been
 * done.
 */
public final class OutcomeUnknown extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public OutcomeUnknown(Throwable cause) {
        super("sent to an engine, no answer came back", cause, false, false);
    }
}
