package org.slotkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.rest.api.SearchTotalModeEnum;
import ca.uhn.fhir.rest.api.SummaryEnum;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.interceptor.BearerTokenAuthInterceptor;
import ca.uhn.fhir.rest.gclient.IQuery;
import ca.uhn.fhir.rest.gclient.ReferenceClientParam;
import ca.uhn.fhir.rest.gclient.StringClientParam;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Slot;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slotkeeper.api.fhir.R4;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;

/** Searches as a client writes them that somebody else has made: each parameter has R4's meaning, and links are followed as they are. */
final class HapiSearchTest {

    private static RunningSystem system;

    @BeforeAll
    static void start() {
        system = RunningSystem.start();
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    private final NhsNumber ann = RunningSystem.newPatient();
    private final OdsCode practice = system.practiceWithSlots(5);
    private final IGenericClient client = clientOf(ann);

    @Test
    void followsALinkFromPageToPageUntilAllAreThere() {
        List<String> made = new ArrayList<>();
        for (String slot : system.freeOnMonday(practice)) {
            Answer booked = system.booked(ann, practice, slot);
            system.cancel(ann, practice, booked, booked.etag()).withStatus(200);
            made.add(booked.id());
        }

        Bundle page = mine().count(2).returnBundle(Bundle.class).execute();
        List<String> seen = new ArrayList<>(ids(page));
        while (page.getLink(Bundle.LINK_NEXT) != null) {
            assertThat(page.getTotal()).isEqualTo(made.size());
            page = next(page);
            seen.addAll(ids(page));
        }

        assertThat(seen).containsExactlyElementsOf(made);
        assertThat(mine().and(Appointment.STATUS.exactly().codes("booked", "cancelled"))
                        .and(Appointment.DATE.exactly().day(RunningSystem.MONDAY.toString()))
                        .sort()
                        .ascending(Appointment.DATE)
                        .returnBundle(Bundle.class)
                        .execute()
                        .getTotal())
                .isEqualTo(made.size());
        assertThat(mine().summaryMode(SummaryEnum.COUNT)
                        .returnBundle(Bundle.class)
                        .execute()
                        .getTotal())
                .isEqualTo(made.size());
        assertThat(mine().and(Appointment.STATUS.exactly().codes("proposed", "pending"))
                        .returnBundle(Bundle.class)
                        .execute()
                        .getTotal())
                .isZero();
    }

    @Test
    void asksForADayInOrderAndIsToldTheTotal() {
        Bundle found = free().and(Slot.START.exactly().day(RunningSystem.MONDAY.toString()))
                .and(Slot.STATUS.exactly().systemAndCode("http://hl7.org/fhir/slotstatus", "free"))
                .and(Slot.APPOINTMENT_TYPE.exactly().codes("In-person", "Telephone", "Video"))
                .sort()
                .ascending(Slot.START)
                .totalMode(SearchTotalModeEnum.ACCURATE)
                .encodedJson()
                .prettyPrint()
                .count(3)
                .returnBundle(Bundle.class)
                .execute();

        assertThat(found.getTotal()).isEqualTo(5);
        assertThat(ids(found)).hasSize(3);
        Bundle rest = next(found);
        assertThat(ids(rest)).hasSize(2).doesNotContainAnyElementsOf(ids(found));
        assertThat(rest.getLink(Bundle.LINK_NEXT)).isNull();
    }

    @Test
    void onlyCounts() {
        IQuery<?> day = free().and(Slot.START.exactly().day(RunningSystem.MONDAY.toString()))
                .and(Slot.STATUS.exactly().code("free"));

        Bundle counted =
                day.summaryMode(SummaryEnum.COUNT).returnBundle(Bundle.class).execute();

        assertThat(counted.getTotal()).isEqualTo(5);
        assertThat(counted.getEntry()).isEmpty();
    }

    @Test
    void isToldWhatIsNotSpokenHereUnlessItIsLenient() {
        StringClientParam colour = new StringClientParam("colour");
        Stream<IQuery<?>> asked = Stream.of(
                free().and(Slot.START.exactly().day("2037-11-23"))
                        .and(colour.matches().value("red")),
                free().and(Slot.START.exactly().day("2037-11-23")).sort().descending(Slot.START));

        asked.forEach(query -> assertThatThrownBy(
                        () -> query.and(Slot.STATUS.exactly().code("free"))
                                .returnBundle(Bundle.class)
                                .execute())
                .isInstanceOf(InvalidRequestException.class));
        Bundle lenient = free().and(Slot.START.exactly().day("2037-11-23"))
                .and(colour.matches().value("red"))
                .and(Slot.STATUS.exactly().code("free"))
                .withAdditionalHeader("Prefer", "handling=lenient")
                .returnBundle(Bundle.class)
                .execute();
        assertThat(lenient.getTotal()).isEqualTo(5);
        assertThat(lenient.getLinkOrCreate("self").getUrl()).doesNotContain("colour");
    }

    /** The address in the link is the public one, which leads nowhere here. */
    private Bundle next(Bundle page) {
        String url = page.getLink(Bundle.LINK_NEXT).getUrl();
        return client.loadPage()
                .byUrl(system.api().base() + url.substring(url.indexOf("/FHIR/R4")))
                .andReturnBundle(Bundle.class)
                .execute();
    }

    private IQuery<?> mine() {
        return client.search()
                .forResource(Appointment.class)
                .where(Appointment.PATIENT.hasChainedProperty(
                        Patient.IDENTIFIER.exactly().systemAndIdentifier(Api.NHS_NUMBER, ann.digits())));
    }

    private IQuery<?> free() {
        return client.search()
                .forResource(Slot.class)
                .where(new ReferenceClientParam("schedule.actor").hasId("HealthcareService/" + practice.value()));
    }

    private IGenericClient clientOf(NhsNumber patient) {
        IGenericClient made = R4.CONTEXT.newRestfulGenericClient(system.api().base() + "/FHIR/R4");
        made.registerInterceptor(new BearerTokenAuthInterceptor(system.api().patientToken(patient, practice)));
        return made;
    }

    private static List<String> ids(Bundle bundle) {
        return bundle.getEntry().stream()
                .map(entry -> entry.getResource().getIdElement().getIdPart())
                .toList();
    }
}
