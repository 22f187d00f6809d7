package org.slotkeeper.load.broken;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slotkeeper.load.InParallel;
import org.slotkeeper.load.api.Api;
import org.slotkeeper.load.api.Api.Reply;
import org.slotkeeper.load.audit.Auditor;
import org.slotkeeper.load.audit.Finding;
import org.slotkeeper.load.audit.Finding.Kind;
import org.slotkeeper.load.audit.RecordReader;
import org.slotkeeper.load.audit.ServerRecord;
import org.slotkeeper.load.broken.BrokenFront.Fault;
import org.slotkeeper.load.journal.Answer;
import org.slotkeeper.load.journal.Answer.Operation;
import org.slotkeeper.load.kit.Bodies;
import org.slotkeeper.load.kit.NhsNumbers;

/** Thousands of bookings through a server that is wrong once in a thousand: the auditor finds exactly that. */
final class BrokenServerTest {

    private static final int SLOTS = 2_000;
    private static final int EVERY = 1_000;
    private static final int CANCELLED_EACH = 3;

    private record Audited(List<Finding> findings, int planted) {
        Map<Kind, Long> byKind() {
            return findings.stream().collect(Collectors.groupingBy(Finding::kind, Collectors.counting()));
        }
    }

    @Test
    void aServerThatIsRightIsFoundToBeRight() throws Exception {
        assertThat(auditedWith(Fault.NONE).findings()).isEmpty();
    }

    @Test
    void oneSecondWinnerInAThousandIsFound() throws Exception {
        Audited audited = auditedWith(Fault.DOUBLE_BOOKS);
        assertThat(audited.planted()).isPositive();
        assertThat(audited.byKind().get(Kind.TWO_WINNERS)).isEqualTo(audited.planted());
        assertThat(audited.byKind().get(Kind.TWO_IN_RECORD)).isEqualTo(audited.planted());
        assertThat(audited.byKind()).containsKey(Kind.COUNT_DIFFERS);
    }

    @Test
    void oneLostBookingInAThousandIsFound() throws Exception {
        Audited audited = auditedWith(Fault.LOSES);
        assertThat(audited.planted()).isPositive();
        assertThat(audited.byKind().get(Kind.LOST)).isEqualTo(audited.planted());
        assertThat(audited.byKind()).containsKey(Kind.COUNT_DIFFERS);
    }

    @Test
    void oneForgottenCancellationInAThousandIsFound() throws Exception {
        Audited audited = auditedWith(Fault.FORGETS_CANCELLATIONS);
        assertThat(audited.planted()).isPositive();
        assertThat(audited.byKind().get(Kind.NOT_CANCELLED)).isEqualTo(audited.planted());
    }

    /** Whoever has cancelled misses nothing, so that not each fault planted would be one that can be seen. */
    private static boolean cancelsToo(Fault fault) {
        return fault == Fault.NONE || fault == Fault.FORGETS_CANCELLATIONS;
    }

    /** Two come for each slot. */
    private static Audited auditedWith(Fault fault) throws Exception {
        try (SmallServer server = new SmallServer(SLOTS);
                BrokenFront front = new BrokenFront(
                        server.address(),
                        0,
                        fault,
                        fault == Fault.FORGETS_CANCELLATIONS ? EVERY / CANCELLED_EACH : EVERY)) {
            Api api = new Api(front.address());
            Auditor auditor = new Auditor();
            List<String> numbers = NhsNumbers.first(2 * SLOTS);
            List<String> slots = server.slots();
            List<Integer> unused = InParallel.each(
                    IntStream.range(0, 2 * SLOTS).boxed().toList(),
                    nth -> come(
                            api,
                            auditor,
                            numbers.get(nth),
                            slots.get(nth % SLOTS),
                            cancelsToo(fault) && nth % CANCELLED_EACH == 0));
            List<RecordReader.Session> sessions = List.of(
                    new RecordReader.Session(SmallServer.PRACTICE, SmallServer.SESSION, SmallServer.DAY, slots));
            ServerRecord record =
                    new RecordReader(api).read(auditor.everybody(), patient -> "", sessions, practice -> "");
            return new Audited(auditor.audit(record), front.planted());
        }
    }

    private static int come(Api api, Auditor auditor, String patient, String slot, boolean cancels) throws IOException {
        long begun = System.currentTimeMillis();
        Reply booked =
                api.send("POST", "/FHIR/R4/Appointment", "", Bodies.FHIR, Api.BODIES.appointment("", slot, patient));
        String id = booked.status() == 201 ? booked.json().path("id").asText() : "";
        hear(
                auditor,
                new Answer(
                        false,
                        Operation.BOOK,
                        begun,
                        System.currentTimeMillis() - begun,
                        SmallServer.PRACTICE,
                        patient,
                        slot,
                        id,
                        booked.status(),
                        "",
                        0));
        if (cancels && !id.isEmpty() && !id.contains("SECOND")) {
            long sent = System.currentTimeMillis();
            Reply gone = api.send(
                    "PUT", "/FHIR/R4/Appointment/" + id, "", Bodies.FHIR, Api.BODIES.cancellation(id, patient));
            hear(
                    auditor,
                    new Answer(
                            false,
                            Operation.CANCEL,
                            sent,
                            System.currentTimeMillis() - sent,
                            SmallServer.PRACTICE,
                            patient,
                            slot,
                            id,
                            gone.status(),
                            "",
                            0));
        }
        return booked.status();
    }

    private static void hear(Auditor auditor, Answer answer) {
        synchronized (auditor) {
            auditor.hear(answer);
        }
    }
}
