package org.slotkeeper.api.fhir;

/** The addresses that name identifier systems, code systems and extensions. */
final class Systems {

    static final String NHS_NUMBER = "https://fhir.nhs.uk/Id/nhs-number";
    static final String ODS_CODE = "https://fhir.nhs.uk/Id/ods-organization-code";
    static final String OUTCOME = "https://slotkeeper.org/codes/outcome";

    static final String SLOT_STATUS = "http://hl7.org/fhir/slotstatus";
    static final String APPOINTMENT_STATUS = "http://hl7.org/fhir/appointmentstatus";

    static final String DELIVERY_CHANNEL = "https://fhir.hl7.org.uk/CodeSystem/UKCore-DeliveryChannel";
    static final String DELIVERY_CHANNEL_EXTENSION =
            "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-DeliveryChannel";
    static final String BOOKING_ORGANISATION_EXTENSION =
            "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-BookingOrganization";

    /** What GP Connect's consumers call it. */
    static final String GP_CONNECT_BOOKING_ORGANISATION_EXTENSION =
            "https://fhir.nhs.uk/STU3/StructureDefinition/Extension-GPConnect-BookingOrganisation-1";

    private static final String OURS = "https://slotkeeper.org/fhir/StructureDefinition/";
    static final String HOLD_EXPIRES = OURS + "hold-expires";
    static final String BOOKED_FOR_PATIENT_BY = OURS + "booked-for-patient-by";
    static final String CAPACITY = OURS + "capacity";
    static final String ALTERNATIVE_SLOT = OURS + "alternative-slot";
    static final String OWN_APPOINTMENT = OURS + "own-appointment";
    static final String OWN_HOLD = OURS + "own-hold";
    static final String HELD_SLOT = OURS + "held-slot";
    static final String RELEASED_AT = OURS + "released-at";
    static final String NEXT_RELEASE = OURS + "nextRelease";
    static final String OPENS_AT = OURS + "opens-at";
    static final String CLOSES_AT = OURS + "closes-at";

    private Systems() {}

    /** Where an operation that R4 does not know is defined. */
    static String operation(String name) {
        return "https://slotkeeper.org/fhir/OperationDefinition/" + name;
    }
}
