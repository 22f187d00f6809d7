package org.slotkeeper.api.fhir;

import java.time.Instant;
import java.util.Optional;
import org.slotkeeper.domain.party.Booker;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.Care;
import org.slotkeeper.domain.schedule.Channel;
import org.slotkeeper.platform.JsonText;

/** Parts that several resources have alike. */
final class Fragments {

    private Fragments() {}

    /** An element of an extension array. */
    static void deliveryChannel(JsonText text, Channel channel) {
        text.open()
                .field("url", Systems.DELIVERY_CHANNEL_EXTENSION)
                .object("valueCodeableConcept")
                .array("coding");
        text.open()
                .field("system", Systems.DELIVERY_CHANNEL)
                .field("code", channel.word())
                .field("display", channel.word())
                .close();
        text.closeArray().close().close();
    }

    /** An element of an extension array, unless the patient booked without help. */
    static void bookedBy(JsonText text, Booker booker) {
        Optional<OdsCode> organisation =
                booker.match(patient -> Optional.empty(), other -> Optional.of(other.odsCode()));
        Optional<String> actor = booker.match(Booker.Patient::actor, other -> Optional.empty());
        organisation.ifPresent(code -> {
            text.open().field("url", Systems.BOOKING_ORGANISATION_EXTENSION).object("valueReference");
            organisation(text, code);
            text.close().close();
        });
        actor.ifPresent(name -> {
            text.open().field("url", Systems.BOOKED_FOR_PATIENT_BY).object("valueIdentifier");
            text.field("value", name).close().close();
        });
    }

    /** {@code serviceType} and {@code appointmentType}: what for, and how. */
    static void serviceAndType(JsonText text, Care care) {
        text.array("serviceType")
                .open()
                .field("text", care.serviceType())
                .close()
                .closeArray();
        text.object("appointmentType").field("text", care.channel().word()).close();
    }

    /** The members of a reference to a practice. */
    static void practice(JsonText text, OdsCode practice) {
        text.field("reference", "HealthcareService/" + practice.value()).field("type", "HealthcareService");
        text.object("identifier")
                .field("system", Systems.ODS_CODE)
                .field("value", practice.value())
                .close();
    }

    /** The members of a reference to an organisation, which this server knows by its code only. */
    static void organisation(JsonText text, OdsCode organisation) {
        text.field("type", "Organization").object("identifier");
        text.field("system", Systems.ODS_CODE)
                .field("value", organisation.value())
                .close();
    }

    /** The members of a reference to the one who gives this care. */
    static void practitioner(JsonText text, Care care, OdsCode practice) {
        text.field("reference", "Practitioner/" + care.practitionerId(practice));
        named(text, "Practitioner", care.clinician());
    }

    /** The members of a reference to the place of this care. */
    static void location(JsonText text, Care care, OdsCode practice) {
        text.field("reference", "Location/" + care.locationId(practice));
        named(text, "Location", care.location());
    }

    /** The members of a reference that names somebody or something in words only. */
    static void named(JsonText text, String type, String display) {
        text.field("type", type).field("display", display);
    }

    /** An element of an extension array. */
    static void instant(JsonText text, String url, Instant instant) {
        text.open().field("url", url).field("valueInstant", instant.toString()).close();
    }
}
