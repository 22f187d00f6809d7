package org.slotkeeper.api.fhir;

import org.slotkeeper.api.Parameter;
import org.slotkeeper.api.Parameter.Type;

/** The parameters of a search for a patient's appointments, with their limits. */
final class AppointmentSearchParameters {

    static final int COUNT_MAX = 200;

    static final Parameter PATIENT = Parameter.documented(
                    "patient:identifier",
                    Type.TOKEN,
                    Systems.NHS_NUMBER + "|{NHS number}; patient.identifier means the same. Required.")
            .alsoAs("patient.identifier");
    static final Parameter DATE = Parameter.documented(
            "date",
            Type.DATE,
            "When it starts, with eq, ge, gt, sa, lt, le, eb or no prefix: an instant with an offset, or a date in London. start means the same.");
    /** Another name of the date, but one whose bounds are refused by its own name. */
    static final Parameter START = Parameter.unlisted("start");

    static final Parameter STATUS = Parameter.documented(
            "status",
            Type.TOKEN,
            "R4's words, with commas between them. A patient's live hold is pending, and shown to those who ask for that.");
    static final Parameter SORT = ResultParameters.sort(DATE.name());
    static final Parameter COUNT =
            ResultParameters.count("Appointments on a page, at most " + COUNT_MAX + ". 0 counts them only.");

    private AppointmentSearchParameters() {}

    /** In the order in which documents list them. */
    static Parameter[] all() {
        return new Parameter[] {
            PATIENT, DATE, START, STATUS, SORT, ResultParameters.SUMMARY, COUNT, ResultParameters.AFTER
        };
    }
}
