package org.slotkeeper.api.fhir;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.platform.StrictJson;

/**
 * The organisation that, as a sender says, books: in the extension of UK Core or of GP Connect, by
 * ODS code, in the reference itself or in a contained Organization that it points to. What the
 * sender says is only compared: who books is known from the token. Of a contained Organization the
 * code is all that is used; name, address and telecom are the directory's.
 */
final class BookingOrganisation {

    private static final String CONTAINED = "contained";
    private static final Set<String> URLS =
            Set.of(Systems.BOOKING_ORGANISATION_EXTENSION, Systems.GP_CONNECT_BOOKING_ORGANISATION_EXTENSION);
    private static final Set<String> MEMBERS =
            Set.of("resourceType", "id", "meta", "identifier", "active", "type", "name", "telecom", "address");

    private BookingOrganisation() {}

    static boolean isOne(Element extension) {
        return extension.text("url").map(URLS::contains).orElse(false);
    }

    /** The organisation's code; nothing if it is not said in a way that is understood here. */
    static Optional<OdsCode> codeIn(Element appointment, Element extension) {
        Optional<Element> reference = extension.object("valueReference");
        Optional<String> target = reference.flatMap(to -> to.text("reference"));
        List<Element> identifiers = target.isPresent()
                ? containedAt(appointment, target.get()).stream()
                        .flatMap(organisation -> organisation.objects("identifier").stream())
                        .toList()
                : reference.flatMap(to -> to.object("identifier")).stream().toList();
        return identifiers.stream()
                .filter(identifier ->
                        identifier.text("system").map(Systems.ODS_CODE::equals).orElse(false))
                .flatMap(identifier -> identifier.text("value").stream())
                .filter(OdsCode::isValid)
                .map(OdsCode::new)
                .findFirst();
    }

    /** Ends the reading at a contained resource that nothing here reads. */
    static void refuseOtherContained(Element appointment) {
        List<Element> all = appointment.objects(CONTAINED);
        if (all.isEmpty()) {
            return;
        }
        List<String> named = appointment.objects("extension").stream()
                .filter(BookingOrganisation::isOne)
                .flatMap(extension -> extension.object("valueReference").stream())
                .flatMap(reference -> reference.text("reference").stream())
                .toList();
        Element first = all.get(0);
        boolean isIt = all.size() == 1
                && first.text("resourceType").map("Organization"::equals).orElse(false)
                && first.text("id").map(id -> named.contains('#' + id)).orElse(false);
        if (!isIt) {
            throw Unreadable.notSupported(
                    appointment.at(CONTAINED),
                    "contain nothing but the Organization that the booking organisation's extension names");
        }
        for (String name : first.members().keySet()) {
            if (!MEMBERS.contains(name)) {
                throw Unreadable.notSupported(
                        first.at(StrictJson.shown(name)), "leave it out: the organisation is known by its code");
            }
        }
    }

    private static Optional<Element> containedAt(Element appointment, String target) {
        return appointment.objects(CONTAINED).stream()
                .filter(resource ->
                        resource.text("id").map(id -> target.equals('#' + id)).orElse(false))
                .findFirst();
    }
}
