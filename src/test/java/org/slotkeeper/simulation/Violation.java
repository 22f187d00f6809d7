package org.slotkeeper.simulation;

/** A promise was broken. The simulation ends here. */
final class Violation extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String promise;

    /** @param promise by its name in the protocol, for example S1 */
    Violation(String promise, String what) {
        super(promise + ": " + what);
        this.promise = promise;
    }

    String promise() {
        return promise;
    }
}
