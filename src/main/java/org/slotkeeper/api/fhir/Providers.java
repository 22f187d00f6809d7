package org.slotkeeper.api.fhir;

import io.vertx.core.buffer.Buffer;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.Care;
import org.slotkeeper.domain.schedule.Practice;
import org.slotkeeper.platform.JsonText;

/**
 * Writes who gives the care and where: a practice as an R4 HealthcareService, a clinician as a
 * Practitioner, a place as a Location.
 */
final class Providers {

    private static final int RESOURCE_BYTES = 600;

    private Providers() {}

    static Buffer healthcareService(Practice practice) {
        JsonText text = new JsonText(RESOURCE_BYTES).open();
        OdsCode odsCode = practice.odsCode();
        text.field("resourceType", "HealthcareService").field("id", odsCode.value());
        text.array("identifier").open();
        text.field("system", Systems.ODS_CODE).field("value", odsCode.value()).close();
        text.closeArray().field("active", true).object("providedBy");
        Fragments.organisation(text, odsCode);
        text.field("display", practice.name()).close();
        text.field("name", practice.name()).field("appointmentRequired", true);
        return text.close().toBuffer();
    }

    static Buffer practitioner(Care care, OdsCode practice) {
        JsonText text = new JsonText(RESOURCE_BYTES).open();
        text.field("resourceType", "Practitioner").field("id", care.practitionerId(practice));
        text.array("name").open().field("text", care.clinician()).close().closeArray();
        return text.close().toBuffer();
    }

    static Buffer location(Care care, OdsCode practice) {
        JsonText text = new JsonText(RESOURCE_BYTES).open();
        text.field("resourceType", "Location").field("id", care.locationId(practice));
        text.field("status", "active").field("name", care.location()).field("mode", "instance");
        text.object("managingOrganization");
        Fragments.organisation(text, practice);
        return text.close().close().toBuffer();
    }
}
