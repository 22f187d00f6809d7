package org.slotkeeper.load.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slotkeeper.load.audit.Finding.Kind;
import org.slotkeeper.load.audit.ServerRecord.Count;
import org.slotkeeper.load.audit.ServerRecord.Entry;
import org.slotkeeper.load.journal.Answer;
import org.slotkeeper.load.journal.Answer.Operation;

final class AuditorTest {

    private static final String SLOT = "Z99001-20261207-001";
    private static final String OTHER_SLOT = "Z99001-20261207-002";

    private final Auditor auditor = new Auditor();
    private final Map<String, List<Entry>> onRecord = new HashMap<>();
    private final Map<String, Count> counts = new HashMap<>();

    @Test
    void aBookingThatIsOnRecordIsInOrder() {
        hear("ann", Operation.BOOK, 100, "a1", 201);
        record("ann", new Entry("a1", SLOT, "booked"));
        assertThat(kinds()).isEmpty();
    }

    @Test
    void aBookingThatIsNotOnRecordIsLost() {
        hear("ann", Operation.BOOK, 100, "a1", 201);
        record("ann");
        assertThat(kinds()).containsExactly(Kind.LOST);
    }

    @Test
    void aBookingThatIsOnRecordForAnotherSlotIsLost() {
        hear("ann", Operation.BOOK, 100, "a1", 201);
        record("ann", new Entry("a1", OTHER_SLOT, "booked"));
        assertThat(kinds()).containsExactly(Kind.LOST);
    }

    @Test
    void twoWhoWereToldThatTheyHaveOneSlotAreTwoWinners() {
        hear("ann", Operation.BOOK, 100, "a1", 201);
        hear("bob", Operation.BOOK, 200, "b1", 201);
        assertThat(kinds()).containsExactly(Kind.TWO_WINNERS);
    }

    @Test
    void whoGetsASlotAfterTheFirstHasSentACancellationIsItsOnlyWinner() {
        hear("ann", Operation.BOOK, 100, "a1", 201);
        // The cancellation is sent at 150 and answered at 160; meanwhile somebody else may have the slot.
        hear("ann", Operation.CANCEL, 160, "a1", 200);
        hear("bob", Operation.BOOK, 155, "b1", 201);
        record("ann", new Entry("a1", SLOT, "cancelled"));
        record("bob", new Entry("b1", SLOT, "booked"));
        assertThat(kinds()).isEmpty();
    }

    @Test
    void whoGetsASlotJustBeforeTheCancellationIsSentIsASecondWinner() {
        hear("ann", Operation.BOOK, 100, "a1", 201);
        hear("bob", Operation.BOOK, 149, "b1", 201);
        hear("ann", Operation.CANCEL, 160, "a1", 200);
        assertThat(kinds()).containsExactly(Kind.TWO_WINNERS);
    }

    @Test
    void aSlotThatIsHeldIsNobodyElsesUntilTheHoldEnds() {
        auditor.hear(answer("ann", Operation.HOLD, SLOT, 100, "a1", 201, 60_000));
        hear("bob", Operation.BOOK, 50_000, "b1", 201);
        assertThat(kinds()).containsExactly(Kind.TWO_WINNERS);
    }

    @Test
    void aSlotWhoseHoldHasEndedMayBeAnothers() {
        auditor.hear(answer("ann", Operation.HOLD, SLOT, 100, "a1", 201, 60_000));
        hear("bob", Operation.BOOK, 60_001, "b1", 201);
        assertThat(kinds()).isEmpty();
    }

    @Test
    void aHoldAndItsOwnConfirmationAreOneWinner() {
        auditor.hear(answer("ann", Operation.HOLD, SLOT, 100, "a1", 201, 60_000));
        hear("ann", Operation.CONFIRM, 5_000, "a1", 200);
        record("ann", new Entry("a1", SLOT, "booked"));
        assertThat(kinds()).isEmpty();
    }

    @Test
    void whatWasCancelledStaysCancelled() {
        hear("ann", Operation.BOOK, 100, "a1", 201);
        hear("ann", Operation.CANCEL, 160, "a1", 200);
        record("ann", new Entry("a1", SLOT, "booked"));
        assertThat(kinds()).containsExactly(Kind.NOT_CANCELLED);
    }

    @Test
    void aCancellationWithoutAnAnswerMayHaveBeenDoneOrNot() {
        hear("ann", Operation.BOOK, 100, "a1", 201);
        hear("ann", Operation.CANCEL, 160, "a1", 0);
        counts.put("s", new Count(List.of(SLOT), 0));
        record("ann", new Entry("a1", SLOT, "cancelled"));
        assertThat(kinds()).isEmpty();
        record("ann", new Entry("a1", SLOT, "booked"));
        counts.put("s", new Count(List.of(SLOT), 1));
        assertThat(kinds()).isEmpty();
    }

    @Test
    void aBookingWithoutAnAnswerMayBeOnRecord() {
        hear("ann", Operation.BOOK, 100, "", 0);
        counts.put("s", new Count(List.of(SLOT), 1));
        record("ann", new Entry("a1", SLOT, "booked"));
        assertThat(kinds()).isEmpty();
    }

    @Test
    void aRefusalThatIsOnRecordAsABookingWasNeverAcknowledged() {
        hear("ann", Operation.BOOK, 100, "", 409);
        record("ann", new Entry("a1", SLOT, "booked"));
        assertThat(kinds()).containsExactly(Kind.NOT_ACKNOWLEDGED);
    }

    @Test
    void aHoldThatBecameABookingByItselfWasNeverAcknowledged() {
        auditor.hear(answer("ann", Operation.HOLD, SLOT, 100, "a1", 201, 60_000));
        record("ann", new Entry("a1", SLOT, "booked"));
        assertThat(kinds()).containsExactly(Kind.NOT_ACKNOWLEDGED);
    }

    @Test
    void aPracticeThatCountsMoreThanItsPatientsWereToldOfIsFound() {
        hear("ann", Operation.BOOK, 100, "a1", 201);
        record("ann", new Entry("a1", SLOT, "booked"));
        counts.put("s", new Count(List.of(SLOT, OTHER_SLOT), 2));
        assertThat(kinds()).containsExactly(Kind.COUNT_DIFFERS);
    }

    @Test
    void twoAppointmentsOfOneSlotOnRecordAreFound() {
        record("ann", new Entry("a1", SLOT, "booked"));
        record("bob", new Entry("b1", SLOT, "booked"));
        assertThat(kinds()).contains(Kind.TWO_IN_RECORD);
    }

    private void hear(String patient, Operation operation, long answeredAt, String appointment, int status) {
        auditor.hear(answer(patient, operation, SLOT, answeredAt, appointment, status, 0));
    }

    /** Sent ten milliseconds before it was answered. */
    private static Answer answer(
            String patient,
            Operation operation,
            String slot,
            long answeredAt,
            String appointment,
            int status,
            long until) {
        return new Answer(
                false, operation, answeredAt - 10, 10, "Z99001", patient, slot, appointment, status, "", until);
    }

    private void record(String patient, Entry... entries) {
        onRecord.put(patient, List.of(entries));
    }

    private List<Kind> kinds() {
        return auditor.audit(new ServerRecord(onRecord, counts)).stream()
                .map(Finding::kind)
                .toList();
    }
}
