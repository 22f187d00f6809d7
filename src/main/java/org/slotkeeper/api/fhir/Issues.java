package org.slotkeeper.api.fhir;

import org.slotkeeper.platform.JsonText;

/** The parts that all issues of OperationOutcomes have. */
final class Issues {

    private Issues() {}

    /** Our stable code of what happened. */
    static void details(JsonText text, String code) {
        text.object("details").array("coding").open();
        text.field("system", Systems.OUTCOME).field("code", code).close();
        text.closeArray().close();
    }
}
