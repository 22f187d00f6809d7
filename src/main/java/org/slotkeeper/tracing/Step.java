package org.slotkeeper.tracing;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a request can be seen doing behind its door. The names of all spans but the doors', whose
 * are routes: a closed set, so that nobody's data can get into a name.
 */
public enum Step {
    OPERATION("engine operation"),
    AVAILABILITY("inventory availability", "availability"),
    CLAIM("inventory claim", "claim"),
    CONFIRM("inventory confirm", "confirm"),
    FIND_HOLD("inventory find_hold", "findHold"),
    GIVE_UP("inventory give_up", "giveUp"),
    GIVEN_UP("inventory given_up", "givenUp"),
    HOLD_OF("inventory hold_of", "holdOf"),
    PLACES_OF_HOLDS("inventory places_of_holds", "practicesWithHoldsOf"),
    WITHDRAW("inventory withdraw", "withdraw"),
    HOLD_AGAIN("inventory hold_again", "holdAgain"),
    BOOK("ledger book"),
    CANCEL("ledger cancel"),
    AMEND("ledger amend"),
    MOVE("ledger move"),
    REFUSE("ledger refuse"),
    ANSWER_TO("ledger answers", "answerTo"),
    ROOM("ledger room", "objection"),
    LOOK("ledger look", "look"),
    READ("ledger read", "read"),
    LIST("ledger list", "list"),
    AUDIT("ledger audit", "audit");

    private static final Map<String, Step> BY_CALL = Arrays.stream(values())
            .filter(step -> !step.call.isEmpty())
            .collect(Collectors.toMap(step -> step.call, Function.identity()));

    private final String label;
    private final String call;

    Step(String label) {
        this(label, "");
    }

    /** @param call the method of a port that is this step and no other */
    Step(String label, String call) {
        this.label = label;
        this.call = call;
    }

    /** The step that a call of a port is, by its method's name. */
    public static Optional<Step> ofCall(String method) {
        return Optional.ofNullable(BY_CALL.get(method));
    }

    public String label() {
        return label;
    }

    /** Whether a store is waited for. */
    boolean isCall() {
        return this != OPERATION;
    }
}
