package org.slotkeeper.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.publishing.Publishing.EIGHT;
import static org.slotkeeper.publishing.Publishing.GP;
import static org.slotkeeper.publishing.Publishing.MONDAY;
import static org.slotkeeper.publishing.Publishing.NURSE;
import static org.slotkeeper.publishing.Publishing.PRACTICE;
import static org.slotkeeper.publishing.Publishing.act;
import static org.slotkeeper.publishing.Publishing.anHourOf;
import static org.slotkeeper.publishing.Publishing.done;
import static org.slotkeeper.publishing.Publishing.draft;
import static org.slotkeeper.publishing.Publishing.named;
import static org.slotkeeper.publishing.Publishing.ordinals;
import static org.slotkeeper.publishing.Publishing.seat;
import static org.slotkeeper.publishing.Publishing.value;

import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.schedule.Audience;
import org.slotkeeper.domain.schedule.Care;
import org.slotkeeper.domain.schedule.Channel;
import org.slotkeeper.domain.schedule.ReleaseRule;
import org.slotkeeper.domain.schedule.SessionId;
import org.slotkeeper.publishing.ListSessions.ListedSession;
import org.slotkeeper.publishing.PublishedSession.PublishedSlot;

/** What becomes of a slot that its practice takes out of its book while somebody has it, when that somebody gives it back. */
final class RetiredSlotsTest {

    private static final LocalTime NINE = LocalTime.of(9, 0);

    private final Publishing practice = new Publishing();

    @Test
    void aBookedSlotOutsideTheNewTimesDoesNotComeBack() {
        practice.publish(anHourOf(10));
        practice.book(1);

        practice.publish(draft(EIGHT.plusMinutes(30), NINE, 10, 1, GP));
        practice.cancel(1);

        assertThat(practice.onOffer()).containsExactly(3, 4, 5);
    }

    /** From its record until the inventory has the new version, others go by the book of before. */
    @Test
    void theInventoryIsToldWhatIsRetiredBeforeTheLedgerHasIt() {
        practice.publish(anHourOf(10));
        practice.book(1);
        practice.inventory.hold(seat(2));
        AtomicBoolean isRecorded = new AtomicBoolean();
        practice.ledger.beforeNextRecord(() -> {
            assertThat(practice.inventory.retiring).isEqualTo(Map.of(2, Map.of(MONDAY, Map.of(1, 1, 2, 1))));
            isRecorded.set(true);
        });

        practice.publish(draft(EIGHT.plusMinutes(30), NINE, 10, 1, GP));

        assertThat(isRecorded).isTrue();
    }

    /** Until the inventory knows what is retired, others go by the book of before. */
    @Test
    void whoeverGetsASlotJustBeforeItIsRetiredIsNamed() {
        practice.publish(anHourOf(10));
        practice.book(1);
        List<AppointmentId> next = new ArrayList<>();
        practice.inventory.beforeRetired = () -> {
            practice.cancel(1);
            next.add(practice.book(1));
        };

        PublishedSession shorter = practice.publish(draft(EIGHT.plusMinutes(30), NINE, 10, 1, GP));

        assertThat(shorter.kept()).extracting(KeptSlot::appointments).containsExactly(next);
    }

    @Test
    void withoutTheInventoryASlotIsTakenBackIntoItsSession() {
        practice.publish(anHourOf(10));
        practice.book(1);
        practice.publish(draft(EIGHT.plusMinutes(10), NINE, 10, 1, GP));
        practice.publish(draft(EIGHT.plusMinutes(20), NINE, 10, 1, GP));
        assertThat(practice.ledger.retired(PRACTICE, MONDAY)).hasSize(1);
        practice.inventory.goAway();

        practice.publish(draft(EIGHT.plusMinutes(10), NINE, 10, 1, GP));

        assertThat(practice.ledger.retired(PRACTICE, MONDAY)).isEmpty();
    }

    /** Whether it has recorded the change nobody knows. */
    @Test
    void whereTheLedgerIsSilentTheInventoryIsToBeLookedAfter() {
        practice.publish(anHourOf(10));
        practice.book(1);
        practice.ledger.isSilent = true;

        var outcome = practice.publishSession.publish(
                act(), PRACTICE, draft(EIGHT.plusMinutes(30), NINE, 10, 1, GP), Object::toString);

        assertThat(outcome.failed()).isTrue();
        assertThat(practice.inventory.behind()).containsExactly(PRACTICE);
    }

    @Test
    void aHeldSlotOutsideTheNewTimesDoesNotComeBack() {
        practice.publish(anHourOf(10));
        practice.inventory.hold(seat(1));

        practice.publish(draft(EIGHT.plusMinutes(30), NINE, 10, 1, GP));
        practice.inventory.giveBack(seat(1));

        assertThat(practice.onOffer()).containsExactly(3, 4, 5);
    }

    @Test
    void aBookedSlotOfAnotherCareOrLengthDoesNotComeBack() {
        Care byTelephone = new Care(GP.clinician(), GP.role(), Channel.TELEPHONE, GP.serviceType(), GP.location());
        for (SessionDraft other : List.of(
                draft(EIGHT, NINE, 10, 1, NURSE),
                draft(EIGHT, NINE, 10, 1, byTelephone),
                draft(EIGHT, NINE, 15, 1, GP))) {
            Publishing one = new Publishing();
            one.publish(anHourOf(10));
            one.book(1);

            one.publish(other);
            one.cancel(1);

            assertThat(one.onOffer()).doesNotContain(1).isNotEmpty();
        }
    }

    @Test
    void aWithdrawnSessionOffersNothingAgain() {
        practice.publish(anHourOf(20));
        practice.book(1);

        var unused = value(
                done(practice.withdrawSession.withdraw(act(), PRACTICE, new SessionId("morning"), Object::toString)));
        practice.cancel(1);

        assertThat(practice.onOffer()).isEmpty();
        assertThat(list().get(0).free()).isZero();
        assertThat(list().get(0).withdrawnPlaces())
                .as("every place is counted once")
                .isEqualTo(3);
    }

    @Test
    void aSessionMovedToAnotherDayOffersNothingOnTheOldOne() {
        practice.publish(anHourOf(20));
        practice.book(1);
        SessionDraft monday = anHourOf(20);

        practice.publish(new SessionDraft(
                monday.id(),
                new Timetable(
                        MONDAY.plusDays(1), EIGHT, NINE, monday.timetable().slotLength(), 1),
                GP,
                monday.release(),
                monday.audience(),
                Optional.empty()));
        practice.cancel(1);

        assertThat(practice.onOffer()).isEmpty();
    }

    @Test
    void aSlotWithLessPlacesHasRoomAgainOnlyBelowWhatIsWanted() {
        practice.publish(draft(EIGHT, NINE, 60, 3, GP));
        practice.book(0);
        practice.book(1);

        practice.publish(draft(EIGHT, NINE, 60, 1, GP));
        practice.cancel(0);
        assertThat(practice.onOffer())
                .as("one is still there, and one is wanted")
                .isEmpty();
        practice.cancel(1);

        assertThat(practice.onOffer()).hasSize(1);
    }

    /** Places of one time in two slots: whichever of the two leaves, no more than one is seen. */
    @Test
    void placesOfOneTimeInTwoSlotsAreBothRetiredWhenOneIsTooMany() {
        practice.publish(draft(EIGHT, NINE, 60, 1, GP));
        practice.publish(draft(EIGHT, NINE, 60, 2, GP));
        practice.book(0);
        practice.book(1);

        practice.publish(draft(EIGHT, NINE, 60, 1, GP));
        practice.cancel(0);

        assertThat(practice.onOffer()).isEmpty();
        practice.cancel(1);
        practice.publish(draft(EIGHT, NINE, 60, 1, GP));
        assertThat(practice.onOffer()).hasSize(1);
    }

    @Test
    void releaseAndAudienceChangeNothingOfWhatComesBack() {
        practice.publish(anHourOf(20));
        practice.book(1);
        SessionDraft plain = anHourOf(20);

        practice.publish(new SessionDraft(
                plain.id(),
                new Timetable(MONDAY, EIGHT, NINE, plain.timetable().slotLength(), 1),
                GP,
                new ReleaseRule.DaysBefore(0, EIGHT),
                Audience.PRACTICE_ONLY,
                Optional.empty()));
        practice.cancel(1);

        assertThat(practice.onOffer()).containsExactly(0, 1, 2);
    }

    @Test
    void aSessionPublishedAsItWasHasItsSlotBackOnce() {
        practice.publish(anHourOf(20));
        AppointmentId appointment = practice.book(1);
        PublishedSession shorter = practice.publish(draft(EIGHT.plusMinutes(40), NINE, 20, 1, GP));
        assertThat(shorter.kept()).extracting(KeptSlot::appointments).containsExactly(List.of(appointment));
        practice.cancel(1);

        PublishedSession again = practice.publish(anHourOf(20));

        assertThat(again.kept()).isEmpty();
        assertThat(again.slots())
                .extracting(slot -> slot.time().start())
                .doesNotHaveDuplicates()
                .hasSize(3);
        assertThat(practice.onOffer()).hasSize(3).contains(1);
    }

    @Test
    void aSlotThatCameFreeIsTakenAwayWhenTheSessionIsPublishedAgain() {
        practice.publish(anHourOf(20));
        practice.book(1);
        SessionDraft shorter = draft(EIGHT.plusMinutes(40), NINE, 20, 1, GP);
        practice.publish(shorter);
        practice.cancel(1);

        PublishedSession again = practice.publish(shorter);

        assertThat(ordinals(again)).containsExactly(2);
        assertThat(practice.inventory.free(PRACTICE, MONDAY).get(1)).isFalse();
    }

    /** 08:00 to 09:00 with 08:20 booked becomes two sessions: the second has no slot at the time of the booked one. */
    @Test
    void aSessionSplitAroundABookedSlotDoesNotOfferItsTimeAgain() {
        practice.publish(anHourOf(20));
        AppointmentId appointment = practice.book(1);
        practice.publish(draft(EIGHT, EIGHT.plusMinutes(20), 20, 1, GP));

        PublishedSession rest = practice.publish(named("rest", draft(EIGHT.plusMinutes(20), NINE, 20, 1, GP)));

        assertThat(rest.slots()).extracting(slot -> slot.time().start()).containsExactly(at(8, 40));
        assertThat(rest.kept()).extracting(KeptSlot::appointments).containsExactly(List.of(appointment));
        practice.cancel(1);
        assertThat(practice.onOffer()).containsExactly(0, 3);
        PublishedSession again = practice.publish(named("rest", draft(EIGHT.plusMinutes(20), NINE, 20, 1, GP)));
        assertThat(again.slots()).extracting(slot -> slot.time().start()).containsExactly(at(8, 40), at(8, 20));
    }

    @Test
    void aSessionSplitInOneStepDoesNotOfferTheTimeOfABookedSlotAgain() {
        practice.publish(anHourOf(20));
        practice.book(1);

        var unused = value(done(practice.publishMany.publish(
                act(),
                PRACTICE,
                List.of(
                        named("rest", draft(EIGHT.plusMinutes(20), NINE, 20, 1, GP)),
                        draft(EIGHT, EIGHT.plusMinutes(20), 20, 1, GP)))));

        assertThat(practice.onOffer()).containsExactly(0, 3);
    }

    @Test
    void aHeldSlotOfAWithdrawnSessionKeepsItsTimeInAnother() {
        practice.publish(anHourOf(20));
        practice.inventory.hold(seat(1));
        var unused = value(
                done(practice.withdrawSession.withdraw(act(), PRACTICE, new SessionId("morning"), Object::toString)));

        PublishedSession other = practice.publish(named("other", anHourOf(30)));

        assertThat(other.slots()).as("08:20 to 08:40 is held").isEmpty();
        assertThat(other.kept()).extracting(KeptSlot::heldPlaces).containsExactly(1);
        practice.inventory.giveBack(seat(1));
        assertThat(practice.publish(named("other", anHourOf(30))).slots()).hasSize(2);
    }

    /** The session is another clinician's by now, but the appointment is still with the first. */
    @Test
    void aClinicianWhoseSessionWasGivenToAnotherStillHasTheAppointment() {
        practice.publish(anHourOf(20));
        practice.book(1);
        practice.publish(draft(EIGHT, NINE, 20, 1, NURSE));

        PublishedSession elsewhere = practice.publish(named("elsewhere", anHourOf(20)));

        assertThat(elsewhere.slots())
                .extracting(PublishedSlot::time)
                .extracting(time -> time.start())
                .containsExactly(at(8, 0), at(8, 40));
    }

    @Test
    void anotherClinicianAndAnotherPlaceAreNotInTheWay() {
        practice.publish(anHourOf(20));
        practice.book(1);
        var unused = value(
                done(practice.withdrawSession.withdraw(act(), PRACTICE, new SessionId("morning"), Object::toString)));
        Care branch = new Care(GP.clinician(), GP.role(), GP.channel(), GP.serviceType(), "Branch surgery");

        assertThat(practice.publish(named("nurse", draft(EIGHT, NINE, 20, 1, NURSE)))
                        .slots())
                .hasSize(3);
        assertThat(practice.publish(named("branch", draft(EIGHT, NINE, 20, 1, branch)))
                        .slots())
                .hasSize(3);
    }

    /** Three booked the hour, then it was cut to two, then two of them cancelled: one place is wanted, and one is to go. */
    @Test
    void aPlaceThatIsOnOfferIsNotTakenForAnotherSessionOfItsClinician() {
        SessionDraft cut = Publishing.meant(draft(EIGHT, NINE, 60, 2, GP));
        practice.publish(Publishing.meant(draft(EIGHT, NINE, 60, 3, GP)));
        List.of(0, 1, 2).forEach(practice::book);
        practice.publish(cut);
        practice.cancel(0);
        practice.cancel(2);
        assertThat(practice.onOffer()).containsExactly(0);

        PublishedSession other = practice.publish(named("other", anHourOf(20)));

        assertThat(other.kept())
                .as("nobody is in it whom its practice does not want there")
                .isEmpty();
        assertThat(other.slots()).hasSize(3);
        assertThat(practice.onOffer()).containsExactly(0, 3, 4, 5);
        practice.cancel(1);
        assertThat(practice.onOffer()).as("both that are wanted").containsExactly(0, 1, 3, 4, 5);
        assertThat(practice.publish(cut).slots()).hasSize(1);
    }

    /** Two are wanted and three are there: the third has the clinician's time, in whichever order the sessions are published. */
    @Test
    void aPatientTooManyIsInTheWayOfAnotherSessionOfTheirClinician() {
        SessionDraft cut = Publishing.meant(draft(EIGHT, NINE, 60, 2, GP));
        practice.publish(Publishing.meant(draft(EIGHT, NINE, 60, 3, GP)));
        List<AppointmentId> booked =
                List.of(0, 1, 2).stream().map(practice::book).toList();
        practice.publish(cut);

        PublishedSession other = practice.publish(named("other", anHourOf(20)));

        assertThat(other.slots()).isEmpty();
        assertThat(other.kept()).extracting(KeptSlot::appointments).containsExactly(booked.subList(2, 3));
        var together =
                value(done(practice.publishMany.publish(act(), PRACTICE, List.of(cut, named("other", anHourOf(20))))));
        assertThat(together.seats()).isZero();
        practice.cancel(0);
        assertThat(practice.publish(named("other", anHourOf(20))).slots()).hasSize(3);
        assertThat(practice.onOffer()).containsExactly(3, 4, 5);
    }

    private List<ListedSession> list() {
        return value(done(practice.listSessions.list(act(), PRACTICE, MONDAY, MONDAY)))
                .sessions();
    }

    private static java.time.Instant at(int hour, int minute) {
        return MONDAY.atTime(hour, minute).toInstant(java.time.ZoneOffset.UTC);
    }
}
