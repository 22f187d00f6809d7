package org.slotkeeper;

/** What one process does. */
enum Role {
    /** The public door only: engines are elsewhere. */
    GATEWAY,
    /** The booking engine only, behind its own door. */
    ENGINE,
    /** Both: the gateway calls the engine, which has its own door too. */
    ALL;

    boolean hasGateway() {
        return this != ENGINE;
    }

    boolean hasEngine() {
        return this != GATEWAY;
    }
}
