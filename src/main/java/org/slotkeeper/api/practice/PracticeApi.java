package org.slotkeeper.api.practice;

import java.util.List;
import org.slotkeeper.api.BodyKind;
import org.slotkeeper.api.Operation;
import org.slotkeeper.api.Parameter;
import org.slotkeeper.api.Parameter.Type;

/** The operations of practices. */
public final class PracticeApi {

    static final Parameter FROM = Parameter.documented("from", Type.DATE, "The first day. Required.");
    static final Parameter TO = Parameter.documented("to", Type.DATE, "The last day. Required.");

    private static final String PRACTICE = "/publish/{ods}";
    private static final String SESSIONS = PRACTICE + "/sessions";
    private static final String SESSION = SESSIONS + "/{id}";

    public static final Operation SESSION_LIST = Operation.get("SESSION_LIST", SESSIONS)
            .parameters(FROM, TO)
            .documented("Lists the sessions of a practice.")
            .declared();
    public static final Operation SESSION_PUBLISH = Operation.put("SESSION_PUBLISH", SESSION)
            .body(BodyKind.JSON)
            .documented("Publishes a session, or changes it.")
            .declared();
    /** The body says what is to become of those who are booked. */
    public static final Operation SESSION_WITHDRAW = Operation.delete("SESSION_WITHDRAW", SESSION)
            .body(BodyKind.JSON)
            .documented("Withdraws a session. Booked appointments stay.")
            .declared();

    public static final Operation PRACTICE_READ = Operation.get("PRACTICE_READ", PRACTICE)
            .documented("Shows the rules of a practice.")
            .declared();
    public static final Operation PRACTICE_RULES = Operation.put("PRACTICE_RULES", PRACTICE + "/rules")
            .body(BodyKind.JSON)
            .documented("Sets the rules of a practice.")
            .declared();

    /** All of them, in the order in which documents list them. */
    public static final List<Operation> ALL =
            List.of(SESSION_LIST, SESSION_PUBLISH, SESSION_WITHDRAW, PRACTICE_READ, PRACTICE_RULES);

    private PracticeApi() {}
}
