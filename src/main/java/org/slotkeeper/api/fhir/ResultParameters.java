package org.slotkeeper.api.fhir;

import org.slotkeeper.api.Parameter;
import org.slotkeeper.api.Parameter.Type;

/**
 * The parameters that say how what is found is shown; they are alike for all searches. Unknown ones
 * that begin with an underscore are passed over.
 */
final class ResultParameters {

    static final Parameter FORMAT = Parameter.unlisted(Parameter.FORMAT);
    static final Parameter SUMMARY = Parameter.documented(
            "_summary", Type.TOKEN, "count: only the total. Others are answered with whole resources.");
    /** Where the page before ends. */
    static final Parameter AFTER = Parameter.unlisted("_after");

    private static final String COUNT_NAME = "_count";
    private static final String SORT_NAME = "_sort";

    private ResultParameters() {}

    static Parameter sort(String order) {
        return Parameter.documented(SORT_NAME, Type.STRING, order + ": the soonest first. There is no other order.");
    }

    static Parameter count(String documentation) {
        return Parameter.documented(COUNT_NAME, Type.NUMBER, documentation);
    }
}
