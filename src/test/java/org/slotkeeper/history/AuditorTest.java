package org.slotkeeper.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.slotkeeper.history.History.Sending;
import org.slotkeeper.history.LedgerContents.Effect;
import org.slotkeeper.history.LedgerContents.Owned;
import org.slotkeeper.history.LedgerContents.Run;
import org.slotkeeper.history.LedgerContents.Seat;
import org.slotkeeper.history.LedgerContents.Stored;
import org.slotkeeper.history.Violation.Promise;

/** The auditor finds nothing in good histories, and names what is wrong in bad ones: one for each promise. */
final class AuditorTest {

    private static final String PRACTICE = "A81001";
    private static final String DAY = "20261123";
    private static final String ANN = "9000000009";
    private static final String BEN = "9000000017";

    private final List<Sending> sendings = new ArrayList<>();
    private final List<Run> runs =
            new ArrayList<>(List.of(new Run(PRACTICE, DAY, 0, 4, 1, false), new Run(PRACTICE, DAY, 4, 1, 2, false)));
    private final List<Owned> owned = new ArrayList<>();
    private final List<Stored> appointments = new ArrayList<>();
    private final List<Stored> olderVersions = new ArrayList<>();
    private final List<Effect> effects = new ArrayList<>();
    private int limit = 3;

    @Test
    void aBookingThatIsThereIsFine() {
        Wish wish = books(ANN, 0);
        sent(wish, booked(wish, 1, "booked", 0));
        stored(wish, 1, "BOOKED", 0);
        assertThat(judged()).isEmpty();
    }

    @Test
    void anUnknownEndThatIsAnsweredLaterIsFine() {
        Wish wish = books(ANN, 0);
        sent(wish, Told.unknown(0, "HttpTimeoutException"));
        sent(wish, Told.unknown(425, "TOO_EARLY"));
        sent(wish, booked(wish, 1, "booked", 0));
        stored(wish, 1, "BOOKED", 0);
        assertThat(judged()).isEmpty();
    }

    @Test
    void twoPatientsInASlotWithTwoPlacesAreFine() {
        Wish anns = books(ANN, 4);
        Wish bens = books(BEN, 4);
        sent(anns, booked(anns, 1, "booked", 4));
        sent(bens, booked(bens, 1, "booked", 4));
        stored(anns, 1, "BOOKED", 4);
        stored(bens, 1, "BOOKED", 5);
        assertThat(judged()).isEmpty();
    }

    @Test
    void aRefusalAndACancellationAreFine() {
        Wish booking = books(ANN, 0);
        sent(booking, booked(booking, 1, "booked", 0));
        sent(books(BEN, 0), Told.refused(409, "SLOT_TAKEN"));
        Wish cancel = changes(booking, Wish.Kind.CANCEL);
        sent(cancel, booked(booking, 2, "cancelled", 0));
        olderVersions.add(version(booking, 1, "BOOKED", 0));
        appointments.add(version(booking, 2, "CANCELLED", 0));
        effects.add(new Effect(booking.id(), "book", keyOf(booking)));
        effects.add(new Effect(cancel.id(), "cancel", keyOf(booking)));
        assertThat(judged()).isEmpty();
    }

    @Test
    void aSeatGivenTwice() {
        Wish anns = books(ANN, 0);
        Wish bens = books(BEN, 0);
        sent(anns, booked(anns, 1, "booked", 0));
        sent(bens, booked(bens, 1, "booked", 0));
        stored(anns, 1, "BOOKED", 0);
        stored(bens, 1, "BOOKED", 0);
        assertThat(judged()).contains(Promise.I1_SEAT_GIVEN_TWICE, Promise.I1_OVER_CAPACITY);
    }

    @Test
    void anAppointmentWithoutItsSeat() {
        Wish wish = books(ANN, 0);
        sent(wish, booked(wish, 1, "booked", 0));
        stored(wish, 1, "BOOKED", 0);
        owned.clear();
        assertThat(judged()).containsExactly(Promise.I2_SEATS_NOT_ITS_OWN);
    }

    @Test
    void aSeatWithoutAnAppointment() {
        owned.add(new Owned(seat(0), Optional.of("somebody's")));
        assertThat(judged()).containsExactly(Promise.I2_SEAT_WITHOUT_APPOINTMENT);
    }

    @Test
    void aSeatThatWasNeverPublished() {
        owned.add(new Owned(seat(77), Optional.empty()));
        assertThat(judged()).containsExactly(Promise.I3_NEVER_PUBLISHED);
    }

    @Test
    void anAcknowledgedBookingThatIsLost() {
        Wish wish = books(ANN, 0);
        sent(wish, booked(wish, 1, "booked", 0));
        assertThat(judged()).containsOnly(Promise.I4_ACKNOWLEDGED_AND_LOST);
    }

    @Test
    void anAcknowledgedBookingInAnotherSlot() {
        Wish wish = books(ANN, 0);
        sent(wish, booked(wish, 1, "booked", 0));
        stored(wish, 1, "BOOKED", 1);
        assertThat(judged()).containsExactly(Promise.I4_OTHER_THAN_TOLD);
    }

    @Test
    void anAcknowledgedCancellationThatDidNotHappen() {
        Wish booking = books(ANN, 0);
        sent(booking, booked(booking, 1, "booked", 0));
        stored(booking, 1, "BOOKED", 0);
        sent(changes(booking, Wish.Kind.CANCEL), booked(booking, 2, "cancelled", 0));
        assertThat(judged()).containsOnly(Promise.I4_ACKNOWLEDGED_AND_LOST);
    }

    @Test
    void twoAnswersToOneRequest() {
        Wish wish = books(ANN, 0);
        sent(wish, booked(wish, 1, "booked", 0));
        sent(wish, booked(wish, 1, "booked", 1));
        stored(wish, 1, "BOOKED", 0);
        assertThat(judged()).contains(Promise.I6_ANSWERS_DIFFER);
    }

    @Test
    void oneRequestDoneTwice() {
        Wish wish = books(ANN, 0);
        sent(wish, booked(wish, 1, "booked", 0));
        stored(wish, 1, "BOOKED", 0);
        effects.add(new Effect(wish.id(), "book", "anotherkey"));
        assertThat(judged()).contains(Promise.I6_DONE_TWICE);
    }

    @Test
    void aRefusedRequestThatIsDone() {
        Wish wish = books(ANN, 0);
        sent(wish, Told.refused(409, "SLOT_TAKEN"));
        stored(wish, 1, "BOOKED", 0);
        assertThat(judged()).containsExactly(Promise.I7_REFUSED_AND_DONE);
    }

    @Test
    void oneThatComesAgainWhenItIsForgottenMayBeRefused() {
        Wish wish = books(ANN, 0);
        sendings.add(new Sending(wish, 1, 0, 1, Told.unknown(503, "OUTCOME_UNKNOWN")));
        long late = Duration.ofSeconds(60).toNanos() + 1;
        sendings.add(new Sending(wish, 2, late - 1, late, Told.refused(409, "SLOT_TAKEN")));
        stored(wish, 1, "BOOKED", 0);
        assertThat(judged()).isEmpty();
        sendings.set(1, new Sending(wish, 2, 1, late - 1, Told.refused(409, "SLOT_TAKEN")));
        assertThat(judged()).containsExactly(Promise.I7_REFUSED_AND_DONE);
    }

    @Test
    void aChangeThatNobodyAskedFor() {
        Wish booking = books(ANN, 0);
        sent(booking, booked(booking, 1, "booked", 0));
        stored(booking, 1, "BOOKED", 0);
        olderVersions.addAll(appointments);
        appointments.clear();
        owned.clear();
        appointments.add(version(booking, 2, "CANCELLED", 0));
        assertThat(judged()).containsExactly(Promise.NOBODY_ASKED);
    }

    @Test
    void aPatientOverTheLimit() {
        limit = 1;
        for (int nth = 0; nth < 2; nth++) {
            Wish wish = books(ANN, nth);
            sent(wish, booked(wish, 1, "booked", nth));
            stored(wish, 1, "BOOKED", nth);
        }
        assertThat(judged()).containsExactly(Promise.OVER_THE_PATIENTS_LIMIT);
    }

    @Test
    void aPatientInTwoPlaces() {
        Wish one = books(ANN, 0);
        Wish other = books(ANN, 4);
        sent(one, booked(one, 1, "booked", 0));
        sent(other, booked(other, 1, "booked", 4));
        stored(one, 1, "BOOKED", 0);
        stored(other, 1, "BOOKED", 4);
        appointments.replaceAll(stored ->
                new Stored(stored.practice(), stored.key(), 1, "BOOKED", stored.patient(), stored.seats(), 600, 1_200));
        assertThat(judged()).containsOnly(Promise.PATIENT_IN_TWO_PLACES);
    }

    @Test
    void aRequestThatNobodyEverAnswers() {
        sent(books(ANN, 0), Told.unknown(503, "STORE_AWAY"));
        assertThat(judged()).containsExactly(Promise.NEVER_ANSWERED);
    }

    @Test
    void anAnswerOutOfPlace() {
        sent(books(ANN, 0), Told.refused(400, "MALFORMED"));
        assertThat(judged()).containsExactly(Promise.ANSWER_OUT_OF_PLACE);
    }

    @Test
    void aHoldMayBeToldOtherwiseOnceTheInventoryHasLostItsMemory() {
        Wish wish = wish(Wish.Kind.HOLD, ANN, 0);
        sent(wish, booked(wish, 0, "pending", 0));
        sent(wish, Told.refused(409, "SLOT_TAKEN"));
        assertThat(judged()).containsExactly(Promise.I6_ANSWERS_DIFFER);
        assertThat(Auditor.judge(sendings, ledger(), false)).isEmpty();
    }

    @Test
    void ofAWithdrawalAndAConfirmAtOnceEitherMayComeFirst() {
        Wish anns = wish(Wish.Kind.HOLD, ANN, 0);
        sent(anns, booked(anns, 0, "pending", 0));
        sent(changes(anns, Wish.Kind.WITHDRAW), booked(anns, 0, "cancelled", 0));
        sent(changes(anns, Wish.Kind.CONFIRM), Told.refused(409, "HOLD_EXPIRED"));
        Wish bens = wish(Wish.Kind.HOLD, BEN, 1);
        sent(bens, booked(bens, 0, "pending", 1));
        confirmed(bens, 1);
        sent(changes(bens, Wish.Kind.WITHDRAW), Told.refused(428, "VERSION_REQUIRED"));
        assertThat(judged()).isEmpty();
    }

    @Test
    void aHoldThatWasWithdrawnAndIsBooked() {
        Wish hold = wish(Wish.Kind.HOLD, ANN, 0);
        sent(hold, booked(hold, 0, "pending", 0));
        sent(changes(hold, Wish.Kind.WITHDRAW), booked(hold, 0, "cancelled", 0));
        confirmed(hold, 0);
        assertThat(judged()).containsExactly(Promise.I4_WITHDRAWN_AND_BOOKED);
        assertThat(Auditor.judge(sendings, ledger(), false))
                .as("it may have come back with an old memory")
                .isEmpty();
    }

    @Test
    void aHoldThatWasWithdrawnIsNotBookedByACancelledAppointmentEither() {
        Wish hold = wish(Wish.Kind.HOLD, ANN, 0);
        sent(hold, booked(hold, 0, "pending", 0));
        sent(changes(hold, Wish.Kind.WITHDRAW), booked(hold, 0, "cancelled", 0));
        Wish confirm = changes(hold, Wish.Kind.CONFIRM);
        sent(confirm, booked(hold, 1, "booked", 0));
        Wish cancel = changes(hold, Wish.Kind.CANCEL);
        sent(cancel, booked(hold, 2, "cancelled", 0));
        olderVersions.add(version(hold, 1, "BOOKED", 0));
        appointments.add(version(hold, 2, "CANCELLED", 0));
        effects.add(new Effect(confirm.id(), "confirm", keyOf(hold)));
        effects.add(new Effect(cancel.id(), "cancel", keyOf(hold)));
        assertThat(judged()).containsExactly(Promise.I4_WITHDRAWN_AND_BOOKED);
    }

    @Test
    void whoeverWithdrawsAHoldIsAskedForNoVersionOfWhatWasNeverBooked() {
        Wish hold = wish(Wish.Kind.HOLD, ANN, 0);
        sent(hold, booked(hold, 0, "pending", 0));
        sent(changes(hold, Wish.Kind.WITHDRAW), Told.refused(428, "VERSION_REQUIRED"));
        assertThat(judged()).containsExactly(Promise.ANSWER_OUT_OF_PLACE);
    }

    private List<Promise> judged() {
        return Auditor.judge(sendings, ledger(), true).stream()
                .map(Violation::promise)
                .toList();
    }

    private LedgerContents ledger() {
        return new LedgerContents(runs, owned, appointments, olderVersions, effects, Map.of(PRACTICE, limit));
    }

    private static Seat seat(int ordinal) {
        return new Seat(PRACTICE, DAY, ordinal);
    }

    private static String slot(int ordinal) {
        return PRACTICE + '-' + DAY + "-00" + ordinal;
    }

    private static Wish books(String patient, int slot) {
        return wish(Wish.Kind.BOOK, patient, slot);
    }

    private static Wish wish(Wish.Kind kind, String patient, int slot) {
        return new Wish(UUID.randomUUID(), kind, patient, PRACTICE, List.of(slot(slot)), "", "", "");
    }

    private static Wish changes(Wish booking, Wish.Kind kind) {
        return new Wish(UUID.randomUUID(), kind, booking.patient(), PRACTICE, List.of(), keyOf(booking), "W/\"1\"", "");
    }

    private static String keyOf(Wish booking) {
        return booking.id().toString().replace("-", "").substring(0, 26);
    }

    private void sent(Wish wish, Told told) {
        sendings.add(new Sending(wish, 1, sendings.size(), sendings.size() + 1, told));
    }

    private static Told booked(Wish booking, int version, String state, int slot) {
        String id = slot(slot) + '-' + keyOf(booking);
        return Told.done(200, new Told.Appointment(id, version, state, List.of(slot(slot))), 0);
    }

    private void confirmed(Wish hold, int slot) {
        Wish confirm = changes(hold, Wish.Kind.CONFIRM);
        sent(confirm, booked(hold, 1, "booked", slot));
        appointments.add(version(hold, 1, "BOOKED", slot));
        owned.add(new Owned(seat(slot), Optional.of(keyOf(hold))));
        effects.add(new Effect(confirm.id(), "confirm", keyOf(hold)));
    }

    private void stored(Wish booking, int version, String state, int ordinal) {
        appointments.add(version(booking, version, state, ordinal));
        owned.add(new Owned(seat(ordinal), Optional.of(keyOf(booking))));
        effects.add(new Effect(booking.id(), "book", keyOf(booking)));
    }

    private static Stored version(Wish booking, int version, String state, int ordinal) {
        return new Stored(
                PRACTICE,
                keyOf(booking),
                version,
                state,
                booking.patient(),
                List.of(seat(ordinal)),
                600L * ordinal,
                600L * ordinal + 600);
    }
}
