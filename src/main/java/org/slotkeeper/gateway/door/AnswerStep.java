package org.slotkeeper.gateway.door;

/**
 * One thing that is done with each answer once it is on its way; {@link DoorSteps} has the order.
 * An event loop has one of each.
 */
@FunctionalInterface
interface AnswerStep {

    /**
     * @param code the stable code of a refusal or failure, empty for a success
     * @param bytes of the body that was sent
     * @param nanos since the request began
     */
    void answered(RequestState state, int status, String code, int bytes, long nanos);
}
