package org.slotkeeper.tracing;

/**
 * What a request can be seen doing behind its door. The names of all spans but the doors', whose
 * are routes: a closed set, so that nobody's data can get into a name.
 */
public enum Step {
    OPERATION("engine operation"),
    AVAILABILITY("inventory availability"),
    CLAIM("inventory claim"),
    CONFIRM("inventory confirm"),
    FIND_HOLD("inventory find_hold"),
    GIVE_UP("inventory give_up"),
    GIVEN_UP("inventory given_up"),
    HOLD_OF("inventory hold_of"),
    PLACES_OF_HOLDS("inventory places_of_holds"),
    WITHDRAW("inventory withdraw"),
    HOLD_AGAIN("inventory hold_again"),
    BOOK("ledger book"),
    CANCEL("ledger cancel"),
    AMEND("ledger amend"),
    MOVE("ledger move"),
    REFUSE("ledger refuse"),
    ANSWER_TO("ledger answers"),
    ROOM("ledger room"),
    LOOK("ledger look"),
    READ("ledger read"),
    LIST("ledger list"),
    AUDIT("ledger audit");

    private final String label;

    Step(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** Whether a store is waited for. */
    boolean isCall() {
        return this != OPERATION;
    }
}
