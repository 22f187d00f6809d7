package org.slotkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.interceptor.BearerTokenAuthInterceptor;
import ca.uhn.fhir.rest.gclient.ReferenceClientParam;
import ca.uhn.fhir.rest.gclient.TokenClientParam;
import ca.uhn.fhir.rest.server.exceptions.PreconditionFailedException;
import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.util.List;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Schedule;
import org.hl7.fhir.r4.model.Slot;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slotkeeper.api.fhir.R4;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;

/** A client that somebody else has written gets along with this server by the standard alone. */
final class HapiClientTest {

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
    private final OdsCode practice = system.practiceWithSlots(3);
    private final IGenericClient client = clientOf(ann);

    @Test
    void readsTheCapabilities() {
        CapabilityStatement statement =
                client.capabilities().ofType(CapabilityStatement.class).execute();

        assertThat(statement.getFhirVersion().toCode()).isEqualTo("4.0.1");
        assertThat(statement.getRestFirstRep().getResource())
                .extracting(resource -> resource.getType())
                .containsExactly(
                        "Slot",
                        "Appointment",
                        "Schedule",
                        "HealthcareService",
                        "Practitioner",
                        "Location",
                        "StructureDefinition",
                        "CodeSystem",
                        "ValueSet",
                        "OperationDefinition");
    }

    @Test
    void searchesSlotsWithTheirSchedules() {
        Bundle found = freeOnMonday();

        List<Slot> slots = found.getEntry().stream()
                .filter(entry -> entry.getResource() instanceof Slot)
                .map(entry -> (Slot) entry.getResource())
                .toList();
        assertThat(found.getTotal()).isEqualTo(3);
        assertThat(slots).hasSize(3).allMatch(slot -> slot.getStatus() == Slot.SlotStatus.FREE);
        assertThat(found.getEntry()).anyMatch(entry -> entry.getResource() instanceof Schedule);
    }

    @Test
    void holdsAndConfirms() {
        Parameters asked = new Parameters();
        asked.addParameter().setName("slot").setValue(new Reference(slots().get(0)));
        asked.addParameter()
                .setName("patient")
                .setValue(new Identifier().setSystem(Api.NHS_NUMBER).setValue(ann.digits()));

        Appointment hold = client.operation()
                .onType(Appointment.class)
                .named("$hold")
                .withParameters(asked)
                .returnResourceType(Appointment.class)
                .execute();
        assertThat(hold.getStatus()).isEqualTo(AppointmentStatus.PENDING);
        assertThat(slots()).hasSize(2);

        hold.setStatus(AppointmentStatus.BOOKED);
        MethodOutcome confirmed = client.update().resource(hold).execute();
        assertThat(((Appointment) confirmed.getResource()).getStatus()).isEqualTo(AppointmentStatus.BOOKED);
    }

    @Test
    void createsReadsListsAndCancels() {
        MethodOutcome created =
                client.create().resource(appointmentOf(ann, slots().get(0))).execute();
        assertThat(created.getCreated()).isTrue();

        Appointment read = client.read()
                .resource(Appointment.class)
                .withId(created.getId().getIdPart())
                .execute();
        assertThat(read.getStatus()).isEqualTo(AppointmentStatus.BOOKED);
        assertThat(read.getMeta().getVersionId()).isEqualTo("1");
        Bundle listed = client.search()
                .forResource(Appointment.class)
                .where(new TokenClientParam("patient:identifier")
                        .exactly()
                        .systemAndIdentifier(Api.NHS_NUMBER, ann.digits()))
                .returnBundle(Bundle.class)
                .execute();
        assertThat(listed.getEntryFirstRep().getResource().getIdElement().getIdPart())
                .isEqualTo(created.getId().getIdPart());

        read.setStatus(AppointmentStatus.CANCELLED)
                .setCancelationReason(new CodeableConcept().setText("Feeling better"));
        // The client takes If-Match from the version in the resource's id.
        MethodOutcome cancelled = client.update().resource(read).execute();
        assertThat(((Appointment) cancelled.getResource()).getStatus()).isEqualTo(AppointmentStatus.CANCELLED);
        assertThatThrownBy(() -> client.update().resource(read).execute())
                .isInstanceOf(PreconditionFailedException.class);
    }

    @Test
    void readsAnAppointmentAgainOnlyIfItHasChanged() {
        MethodOutcome created =
                client.create().resource(appointmentOf(ann, slots().get(0))).execute();
        Appointment known = (Appointment) created.getResource();

        Appointment again = client.read()
                .resource(Appointment.class)
                .withId(created.getId().getIdPart())
                .ifVersionMatches("1")
                .returnResource(known)
                .execute();

        assertThat(again).isSameAs(known);
    }

    @Test
    void isToldThatThereIsNoConditionalCreate() {
        Appointment wanted = appointmentOf(ann, slots().get(0));

        assertThatThrownBy(() -> client.create()
                        .resource(wanted)
                        .conditional()
                        .where(Appointment.IDENTIFIER.exactly().code("x"))
                        .execute())
                .isInstanceOf(UnprocessableEntityException.class)
                .hasMessageContaining("X-Request-ID");
        assertThat(slots()).hasSize(3);
    }

    @Test
    void understandsARefusal() {
        String slot = slots().get(0);
        client.create().resource(appointmentOf(ann, slot)).execute();
        NhsNumber ben = RunningSystem.newPatient();

        assertThatThrownBy(() -> clientOf(ben)
                        .create()
                        .resource(appointmentOf(ben, slot))
                        .execute())
                .isInstanceOfSatisfying(ResourceVersionConflictException.class, conflict -> {
                    OperationOutcome outcome = (OperationOutcome) conflict.getOperationOutcome();
                    assertThat(outcome.getIssueFirstRep()
                                    .getDetails()
                                    .getCodingFirstRep()
                                    .getCode())
                            .isEqualTo("SLOT_TAKEN");
                });
    }

    private IGenericClient clientOf(NhsNumber patient) {
        IGenericClient made = R4.CONTEXT.newRestfulGenericClient(system.api().base() + "/FHIR/R4");
        made.registerInterceptor(new BearerTokenAuthInterceptor(system.api().patientToken(patient, practice)));
        return made;
    }

    private Bundle freeOnMonday() {
        return client.search()
                .forResource(Slot.class)
                .where(new ReferenceClientParam("schedule.actor").hasId("HealthcareService/" + practice.value()))
                .and(Slot.START.afterOrEquals().day(RunningSystem.MONDAY.toString()))
                .and(Slot.START.before().day(RunningSystem.MONDAY.plusDays(1).toString()))
                .and(Slot.STATUS.exactly().code("free"))
                .include(Slot.INCLUDE_SCHEDULE)
                .returnBundle(Bundle.class)
                .execute();
    }

    private List<String> slots() {
        return freeOnMonday().getEntry().stream()
                .filter(entry -> entry.getResource() instanceof Slot)
                .map(entry -> "Slot/" + entry.getResource().getIdElement().getIdPart())
                .toList();
    }

    private static Appointment appointmentOf(NhsNumber patient, String slot) {
        Appointment appointment = new Appointment()
                .setStatus(AppointmentStatus.BOOKED)
                .addSlot(new Reference(slot))
                .setDescription("Sore knee");
        appointment
                .addParticipant()
                .setStatus(Appointment.ParticipationStatus.ACCEPTED)
                .getActor()
                .setIdentifier(new Identifier().setSystem(Api.NHS_NUMBER).setValue(patient.digits()));
        return appointment;
    }
}
