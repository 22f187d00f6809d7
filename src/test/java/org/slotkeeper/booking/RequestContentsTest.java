package org.slotkeeper.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.Appointment.Notes;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.appointment.Request;
import org.slotkeeper.domain.appointment.RequestContent;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.Interval;
import org.slotkeeper.domain.schedule.Slot;
import org.slotkeeper.domain.schedule.SlotId;

/** What stands here was stored by releases that are in use: a retry is known again by it after an upgrade, so it may be added to, not changed. */
final class RequestContentsTest {

    private static final Instant NINE = Instant.parse("2026-11-23T09:00:00Z");
    private static final NhsNumber PATIENT = NhsNumber.parse("9000000009");
    private static final AppointmentId ID = AppointmentId.parse("A81001-20261123-017-abcdefghijklmnopqrstuvwxyz")
            .orElseThrow();
    private static final List<SlotId> SLOTS = List.of(slot("A81001-20261123-017"), slot("A81001-20261123-018"));
    private static final Optional<Interval> TIME = Optional.of(new Interval(NINE, NINE.plusSeconds(1_200)));
    private static final Notes NOTES = new Notes(Optional.of("knee"), Optional.of("bring a friend"));
    private static final Command.From FROM = new Command.From(
            new Caller.Organisation(new OdsCode("RXX01"), "111", Set.of(Caller.WRITE)),
            UUID.fromString("00000000-0000-4000-8000-000000000001"),
            NINE);
    private static final Statement SAID = new Statement() {
        @Override
        public Optional<String> contradiction(Optional<Appointment> standing, List<Slot> offered) {
            return Optional.empty();
        }

        @Override
        public List<String> words() {
            return List.of("Appointment.minutesDuration=20", "Appointment.serviceType[0].text=Acute");
        }
    };
    private static final Requests REQUESTS = new Requests("a secret of sixteen bytes".getBytes(StandardCharsets.UTF_8));

    @Test
    void aHold() {
        is(
                RequestContents.of(new Command.Hold(FROM, PATIENT, SLOTS)),
                """
                1 hold
                patient 10 9000000009
                slots *2
                19 A81001-20261123-017
                19 A81001-20261123-018
                """,
                "13971b375d0ccdb",
                "27b17ee0-d74c-0e91-b6b8-e7f65cd3044b aggllug6lqmszpqqcdj5vaohnc");
    }

    @Test
    void aBooking() {
        is(
                RequestContents.of(
                        new Command.Book(FROM, PATIENT, new SlotChoice(SLOTS, TIME, Statement.NOTHING), NOTES)),
                """
                1 book
                patient 10 9000000009
                slots *2
                19 A81001-20261123-017
                19 A81001-20261123-018
                start 12 1795424400.0
                end 12 1795425600.0
                description 4 knee
                comment 14 bring a friend
                """,
                "130c1b7385a5ab7",
                "d8f213d0-76bc-66f4-2371-201851ff1e80 dswa65qrkf44t7aoshpsxyzzfg");
    }

    @Test
    void aBookingThatSaysNoMoreThanItMust() {
        is(
                RequestContents.of(new Command.Book(FROM, PATIENT, SlotChoice.of(SLOTS.subList(0, 1)), Notes.NONE)),
                """
                1 book
                patient 10 9000000009
                slots *1
                19 A81001-20261123-017
                """,
                "1b1c25eb2063fc4",
                "d8f213d0-76bc-66f4-2371-201851ff1e80 dswa65qrkf44t7aoshpsxyzzfg");
    }

    @Test
    void aConfirmation() {
        is(
                RequestContents.confirming(keep(Optional.empty(), List.of(), Optional.of(0)), PATIENT),
                """
                1 confirm
                id 46 A81001-20261123-017-abcdefghijklmnopqrstuvwxyz
                patient 10 9000000009
                start 12 1795424400.0
                end 12 1795425600.0
                description 4 knee
                comment 14 bring a friend
                version 1 0
                """,
                "19bdbb141c7ce73",
                "95d5d38b-a168-0ed4-aad7-d731eb90c664 fpqrykgk74bacdxcurpuc4nye4");
    }

    @Test
    void aChange() {
        is(
                RequestContents.changing(keep(Optional.of(PATIENT), SLOTS.subList(1, 2), Optional.of(3))),
                """
                1 change
                id 46 A81001-20261123-017-abcdefghijklmnopqrstuvwxyz
                patient 10 9000000009
                slots *1
                19 A81001-20261123-018
                start 12 1795424400.0
                end 12 1795425600.0
                description 4 knee
                comment 14 bring a friend
                version 1 3
                """,
                "16bdc3211676ebf",
                "0846c544-9611-7014-71cf-5f1163e0c145 glz63l573sco3vs72zbg5p4vuw");
    }

    @Test
    void aCancellation() {
        is(
                RequestContents.of(new Command.Cancel(
                        FROM, ID, Optional.of(PATIENT), "better again", Optional.of(SeenVersions.of(1)))),
                """
                1 cancel
                id 46 A81001-20261123-017-abcdefghijklmnopqrstuvwxyz
                patient 10 9000000009
                reason 12 better again
                version 1 1
                """,
                "14eeb4b6490d4b5",
                "ed11bfb9-0545-f4c0-9474-1b4eef352abc bzjc7xdrhoku42kxnkuxntoqhx");
    }

    /** What a client sends back whole beside what is meant is in there word by word. */
    @Test
    void aCancellationWithAllOfItsAppointment() {
        is(
                RequestContents.of(new Command.Cancel(
                        FROM, ID, Optional.of(PATIENT), "better again", Optional.of(SeenVersions.of(1)), SAID)),
                """
                1 cancel
                id 46 A81001-20261123-017-abcdefghijklmnopqrstuvwxyz
                patient 10 9000000009
                reason 12 better again
                version 1 1
                statement *2
                30 Appointment.minutesDuration=20
                37 Appointment.serviceType[0].text=Acute
                """,
                "1dc6a77886e29a7",
                "ed11bfb9-0545-f4c0-9474-1b4eef352abc bzjc7xdrhoku42kxnkuxntoqhx");
    }

    /** An appointment that another change has come to is looked at again, under another key of the same request. */
    @Test
    void whatIsLookedAtAgainHasAKeyOfItsOwn() {
        RequestContent content =
                RequestContents.changing(keep(Optional.of(PATIENT), SLOTS.subList(1, 2), Optional.of(3)));
        Request first = REQUESTS.of(FROM, content);
        assertThat(REQUESTS.ofLook(1, FROM, content)).isEqualTo(first);

        Request second = REQUESTS.ofLook(2, FROM, content);

        assertThat(second.fingerprint()).isEqualTo(first.fingerprint());
        assertThat(second.key() + " " + second.appointmentKey())
                .isEqualTo("79b37846-af1d-aa05-46b3-859a6e839fac gagnufq3bqawfjcfyc37uavk3w");
        assertThat(REQUESTS.ofLook(3, FROM, content).key()).isNotIn(first.key(), second.key());
    }

    @Test
    void severalVersionsAreWrittenInOneOrder() {
        assertThat(cancelled(SeenVersions.of(10, 9))).contains("version 4 9,10\n");
        assertThat(cancelled(SeenVersions.ANY)).contains("version 1 *\n");
    }

    private static String cancelled(SeenVersions seen) {
        Command.Cancel cancel = new Command.Cancel(FROM, ID, Optional.of(PATIENT), "better again", Optional.of(seen));
        return new String(RequestContents.of(cancel).toBytes(), StandardCharsets.UTF_8);
    }

    private static void is(RequestContent content, String bytes, String fingerprint, String key) {
        assertThat(new String(content.toBytes(), StandardCharsets.UTF_8)).isEqualTo(bytes);
        Request request = REQUESTS.of(FROM, content);
        assertThat(Long.toHexString(request.fingerprint())).isEqualTo(fingerprint);
        assertThat(request.key() + " " + request.appointmentKey()).isEqualTo(key);
    }

    private static Command.Keep keep(Optional<NhsNumber> patient, List<SlotId> slots, Optional<Integer> version) {
        return new Command.Keep(
                FROM,
                ID,
                patient,
                new SlotChoice(slots, TIME, Statement.NOTHING),
                NOTES,
                version.map(SeenVersions::of));
    }

    private static SlotId slot(String id) {
        return SlotId.parse(id).orElseThrow();
    }
}
