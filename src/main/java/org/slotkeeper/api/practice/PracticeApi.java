package org.slotkeeper.api.practice;

import java.util.List;
import org.slotkeeper.api.BodyKind;
import org.slotkeeper.api.Operation;
import org.slotkeeper.api.Parameter;

/** The operations of practices. */
public final class PracticeApi {

    static final Parameter FROM = Parameter.unlisted("from");
    static final Parameter TO = Parameter.unlisted("to");

    private static final String PRACTICE = "/publish/{ods}";
    private static final String SESSIONS = PRACTICE + "/sessions";
    private static final String SESSION = SESSIONS + "/{id}";

    static final Operation SESSION_LIST =
            Operation.get("SESSION_LIST", SESSIONS).parameters(FROM, TO).declared();
    static final Operation SESSION_PUBLISH = Operation.put("SESSION_PUBLISH", SESSION)
            .body(BodyKind.JSON)
            .repeatable()
            .declared();
    /** The body says what is to become of those who are booked. */
    static final Operation SESSION_WITHDRAW = Operation.delete("SESSION_WITHDRAW", SESSION)
            .body(BodyKind.JSON)
            .repeatable()
            .declared();

    static final Operation PRACTICE_READ =
            Operation.get("PRACTICE_READ", PRACTICE).declared();
    static final Operation PRACTICE_RULES = Operation.put("PRACTICE_RULES", PRACTICE + "/rules")
            .body(BodyKind.JSON)
            .repeatable()
            .declared();

    static final Operation STATISTICS_READ = Operation.get("STATISTICS_READ", "/statistics/{ods}")
            .parameters(FROM, TO)
            .declared();

    /** All of them, in the order in which documents list them. */
    public static final List<Operation> ALL =
            List.of(SESSION_LIST, SESSION_PUBLISH, SESSION_WITHDRAW, PRACTICE_READ, PRACTICE_RULES, STATISTICS_READ);

    private PracticeApi() {}
}
