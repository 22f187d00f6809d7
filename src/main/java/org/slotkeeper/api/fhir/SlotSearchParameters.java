package org.slotkeeper.api.fhir;

import org.slotkeeper.api.Parameter;
import org.slotkeeper.api.Parameter.Type;

/** The parameters of a search for slots, with their limits. */
final class SlotSearchParameters {

    static final int PRACTICES_MAX = 10;
    static final int COUNT_DEFAULT = 50;
    static final int COUNT_MAX = 200;
    static final int DAYS_MAX = 28;

    static final String SCHEDULES = "Slot:schedule";

    static final Parameter ACTOR = Parameter.documented(
                    "schedule.actor",
                    Type.REFERENCE,
                    "HealthcareService/{ODS code}, up to " + PRACTICES_MAX
                            + " with commas between them, or schedule.actor:HealthcareService={ODS code}. Required.")
            .alsoAs("Schedule.actor");
    /** Which says of what type the actor is: listed with the one above. */
    static final Parameter TYPED_ACTOR =
            Parameter.unlisted("schedule.actor:HealthcareService").alsoAs("Schedule.actor:HealthcareService");

    static final Parameter START = Parameter.documented(
            "start",
            Type.DATE,
            "A day, or once with ge (or gt, sa) and once with lt (or le, eb): an instant with an offset, or a date in London. At most "
                    + DAYS_MAX + " days. Required.");
    static final Parameter STATUS = Parameter.documented("status", Type.TOKEN, "free. Required.");
    static final Parameter SERVICE_TYPE = Parameter.documented(
            "service-type", Type.TOKEN, "The practice's own names for kinds of appointment, with commas between them.");
    static final Parameter APPOINTMENT_TYPE = Parameter.documented(
            "appointment-type", Type.TOKEN, "In-person, Telephone or Video, with commas between them.");
    static final Parameter INCLUDE = Parameter.documented("_include", Type.INCLUDE, SCHEDULES);
    static final Parameter SORT = ResultParameters.sort(START.name());
    static final Parameter COUNT = ResultParameters.count(
            "Slots on a page: " + COUNT_DEFAULT + " if not given, at most " + COUNT_MAX + ". 0 counts them only.");

    private SlotSearchParameters() {}

    /** In the order in which documents list them. */
    static Parameter[] all() {
        return new Parameter[] {
            ACTOR,
            TYPED_ACTOR,
            START,
            STATUS,
            SERVICE_TYPE,
            APPOINTMENT_TYPE,
            INCLUDE,
            SORT,
            ResultParameters.SUMMARY,
            COUNT,
            ResultParameters.AFTER
        };
    }
}
