package org.slotkeeper.assembly;

/** What one process does. */
public enum Role {
    /** The public door only: engines are elsewhere. */
    GATEWAY,
    /** The booking engine only, behind its own door. */
    ENGINE,
    /** Both: the gateway calls the engine, which has its own door too. */
    ALL;

    public boolean hasGateway() {
        return this != ENGINE;
    }

    public boolean hasEngine() {
        return this != GATEWAY;
    }
}
