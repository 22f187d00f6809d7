package org.slotkeeper.gateway;

/** A request that changes something was sent to an engine and no answer came back: it may have been done. */
final class OutcomeUnknown extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OutcomeUnknown(Throwable cause) {
        super("sent to an engine, no answer came back", cause, false, false);
    }
}
