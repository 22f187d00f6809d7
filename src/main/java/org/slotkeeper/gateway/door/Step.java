package org.slotkeeper.gateway.door;

/**
 * One thing that is asked of each request before the engine is; {@link DoorSteps} has the order. An
 * event loop has one of each.
 */
@FunctionalInterface
interface Step {

    /**
     * Says whether the request goes on, and else how it ends. What was found out is left in the
     * state.
     */
    Verdict pass(RequestState state);
}
