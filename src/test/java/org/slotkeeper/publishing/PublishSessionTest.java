package org.slotkeeper.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.slotkeeper.publishing.Publishing.EIGHT;
import static org.slotkeeper.publishing.Publishing.GP;
import static org.slotkeeper.publishing.Publishing.MONDAY;
import static org.slotkeeper.publishing.Publishing.NOW;
import static org.slotkeeper.publishing.Publishing.NURSE;
import static org.slotkeeper.publishing.Publishing.PRACTICE;
import static org.slotkeeper.publishing.Publishing.act;
import static org.slotkeeper.publishing.Publishing.actOf;
import static org.slotkeeper.publishing.Publishing.anHourOf;
import static org.slotkeeper.publishing.Publishing.done;
import static org.slotkeeper.publishing.Publishing.draft;
import static org.slotkeeper.publishing.Publishing.ordinals;
import static org.slotkeeper.publishing.Publishing.refusal;
import static org.slotkeeper.publishing.Publishing.seat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.Audience;
import org.slotkeeper.domain.schedule.ReleaseRule;
import org.slotkeeper.domain.schedule.SlotId;
import org.slotkeeper.domain.schedule.SlotRun;
import org.slotkeeper.publishing.PublishedSession.PublishedSlot;
import org.slotkeeper.publishing.PublishedSession.Visibility;
import org.slotkeeper.publishing.spi.Owner;

final class PublishSessionTest {

    private final Publishing practice = new Publishing();

    @Test
    void aSessionIsCutIntoSlotsThatAreFree() {
        PublishedSession published = practice.publish(anHourOf(20));

        assertThat(ordinals(published)).containsExactly(0, 1, 2);
        assertThat(published.slots())
                .extracting(slot -> slot.time().start())
                .containsExactly(at("08:00"), at("08:20"), at("08:40"));
        assertThat(published.slots()).extracting(PublishedSlot::state).containsOnly(SlotState.FREE);
        assertThat(practice.inventory.free(PRACTICE, MONDAY).cardinality()).isEqualTo(3);
        assertThat(practice.inventory.version(PRACTICE)).isEqualTo(1);
    }

    @Test
    void timeTooShortForASlotAtTheEndIsNoSlot() {
        PublishedSession published = practice.publish(anHourOf(25));

        assertThat(published.slots()).hasSize(2);
    }

    @Test
    void theSameSessionAgainChangesNothing() {
        PublishedSession first = practice.publish(anHourOf(10));

        PublishedSession again = practice.publish(anHourOf(10));

        assertThat(again).isEqualTo(first);
        assertThat(practice.ledger.version(PRACTICE)).isEqualTo(1);
        assertThat(practice.ledger.audit()).hasSize(1);
    }

    @Test
    void aLongerSessionKeepsItsSlotsAndGetsNewOnesAfterThem() {
        practice.publish(anHourOf(20));

        PublishedSession longer = practice.publish(draft(EIGHT.minusMinutes(20), LocalTime.of(9, 20), 20, 1, GP));

        assertThat(ordinals(longer)).containsExactly(0, 1, 2, 3, 4);
        assertThat(longer.slots().get(3).time().start()).isEqualTo(at("07:40"));
        assertThat(longer.slots().get(4).time().start()).isEqualTo(at("09:00"));
        assertThat(longer.kept()).isEmpty();
    }

    @Test
    void aShorterSessionLosesItsFreeSlotsForGood() {
        practice.publish(anHourOf(20));

        PublishedSession shorter = practice.publish(draft(EIGHT, LocalTime.of(8, 20), 20, 1, GP));

        assertThat(ordinals(shorter)).containsExactly(0);
        assertThat(practice.ledger.owner(seat(1))).contains(new Owner.ByPractice());
        assertThat(practice.inventory.free(PRACTICE, MONDAY).cardinality()).isEqualTo(1);
        assertThat(practice.inventory.blocked())
                .as("blocks end with their withdrawal")
                .isEmpty();
        assertThat(ordinals(practice.publish(anHourOf(20))))
                .as("ordinals are never used again")
                .containsExactly(0, 3, 4);
    }

    @Test
    void aBookedSlotStaysAndIsNamed() {
        practice.publish(anHourOf(20));
        AppointmentId appointment = practice.book(1);

        PublishedSession changed = practice.publish(draft(EIGHT, LocalTime.of(9, 0), 20, 1, NURSE));

        assertThat(changed.kept())
                .containsExactly(new KeptSlot(
                        new SlotId(Publishing.PRACTICE, MONDAY, 1),
                        changed.slots().get(0).time(),
                        List.of(appointment),
                        0));
        assertThat(changed.slots().get(0).state()).isEqualTo(SlotState.BOOKED);
        assertThat(changed.slots())
                .as("nobody is offered the time that is booked")
                .hasSize(3);
        assertThat(practice.ledger.runs(PRACTICE).get(MONDAY).get(0).care()).isEqualTo(GP);
    }

    @Test
    void aHeldSlotStaysAndIsCounted() {
        practice.publish(anHourOf(20));
        practice.inventory.hold(seat(2));

        PublishedSession changed = practice.publish(draft(EIGHT, LocalTime.of(8, 40), 20, 1, GP));

        assertThat(changed.kept()).hasSize(1);
        assertThat(changed.kept().get(0).heldPlaces()).isEqualTo(1);
        assertThat(changed.slots().get(2).state()).isEqualTo(SlotState.HELD);
    }

    @Test
    void newSlotsMakeRoomForAppointmentsThatOverlapThem() {
        practice.publish(anHourOf(20));
        practice.book(1);

        PublishedSession changed = practice.publish(anHourOf(30));

        assertThat(changed.slots()).extracting(slot -> slot.id().ordinal()).containsExactly(1);
        assertThat(practice.publish(anHourOf(30)))
                .as("and it is the same session when published again")
                .isEqualTo(changed);
    }

    @Test
    void timeThatComesFreeIsOfferedAsWantedWhenPublishedAgain() {
        practice.publish(anHourOf(20));
        practice.inventory.hold(seat(1));
        practice.publish(anHourOf(30));
        practice.inventory.giveBack(seat(1));

        PublishedSession changed = practice.publish(anHourOf(30));

        assertThat(changed.slots()).extracting(slot -> slot.time().start()).containsExactly(at("08:00"), at("08:30"));
        assertThat(changed.kept()).isEmpty();
    }

    @Test
    void moreCapacityAddsPlacesAndLessTakesFreeOnesAway() {
        practice.publish(draft(EIGHT, LocalTime.of(8, 20), 20, 2, GP));
        practice.book(1);

        PublishedSession more = practice.publish(draft(EIGHT, LocalTime.of(8, 20), 20, 3, GP));
        assertThat(more.slots()).extracting(PublishedSlot::capacity).containsExactly(2, 1);

        PublishedSession less = practice.publish(draft(EIGHT, LocalTime.of(8, 20), 20, 1, GP));
        assertThat(less.slots()).extracting(PublishedSlot::capacity).containsExactly(1);
        assertThat(less.slots().get(0).state()).isEqualTo(SlotState.BOOKED);
        assertThat(less.kept()).as("the booked place is the wanted one").isEmpty();
    }

    @Test
    void releaseAndAudienceChangeInPlace() {
        practice.publish(anHourOf(20));
        SessionDraft plain = anHourOf(20);
        ReleaseRule monday8 = new ReleaseRule.DaysBefore(0, EIGHT);
        Audience hub = new Audience(false, false, Set.of("111"), Set.of());

        PublishedSession changed = practice.publish(new SessionDraft(
                plain.id(),
                new Timetable(
                        MONDAY,
                        plain.timetable().start(),
                        plain.timetable().end(),
                        plain.timetable().slotLength(),
                        1),
                GP,
                monday8,
                hub,
                Optional.empty()));

        assertThat(ordinals(changed)).containsExactly(0, 1, 2);
        assertThat(changed.layoutVersion()).isEqualTo(2);
        assertThat(changed.slots()).extracting(PublishedSlot::state).containsOnly(SlotState.EMBARGOED);
        assertThat(changed.visibility()).containsExactly(new Visibility("org-type:111", at("08:00")));
    }

    @Test
    void patientsSeeASlotWhenTheBookingWindowOpens() {
        PublishedSession published = practice.publish(anHourOf(20));

        assertThat(published.visibility())
                .containsExactly(
                        new Visibility("registered-patients", at("08:00").minus(Duration.ofDays(28))));
    }

    @Test
    void aSessionMovesToAnotherDay() {
        practice.publish(anHourOf(20));
        SessionDraft monday = anHourOf(20);
        LocalDate tuesday = MONDAY.plusDays(1);

        PublishedSession moved = practice.publish(new SessionDraft(
                monday.id(),
                new Timetable(
                        tuesday,
                        EIGHT,
                        monday.timetable().end(),
                        monday.timetable().slotLength(),
                        1),
                GP,
                monday.release(),
                monday.audience(),
                Optional.empty()));

        assertThat(moved.slots()).hasSize(3);
        assertThat(practice.inventory.free(PRACTICE, MONDAY).isEmpty()).isTrue();
        assertThat(practice.inventory.free(PRACTICE, tuesday).cardinality()).isEqualTo(3);
    }

    @Test
    void aSlotBookedInTheLastMomentIsSeenAndStays() {
        practice.publish(anHourOf(20));
        AppointmentId late = new AppointmentId(seat(0), "a".repeat(26));
        practice.ledger.beforeNextRecord(() -> practice.ledger.book(seat(0), late));

        PublishedSession changed = practice.publish(anHourOf(30));

        assertThat(changed.kept()).hasSize(1);
        assertThat(changed.kept().get(0).appointments()).containsExactly(late);
        assertThat(practice.ledger.owner(seat(0))).contains(new Owner.ByAppointment(late));
    }

    @Test
    void anInventoryThatCannotBeToldIsFilledAnewLater() {
        practice.inventory.goAway();

        PublishedSession published = practice.publish(anHourOf(20));

        assertThat(published.slots()).hasSize(3);
        assertThat(practice.inventory.behind()).containsExactly(PRACTICE);
    }

    @Test
    void aDayIsFullAtItsLastOrdinal() {
        SessionDraft big = draft(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, 10, 200, GP);
        practice.publish(big);
        SessionDraft other = draft(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, 10, 30, NURSE);

        PublishRefusal refusal = refusal(
                done(practice.publishSession.publish(act(), PRACTICE, Publishing.named("b", other), Object::toString)));

        assertThat(refusal).isInstanceOf(PublishRefusal.RuleBroken.class);
        assertThat(practice.ledger.version(PRACTICE)).isEqualTo(1);
    }

    @Test
    void onlyThePracticesOwnSystemMayPublish() {
        Caller.PracticeSystem other = new Caller.PracticeSystem(new OdsCode("Z99002"), Set.of(Caller.PUBLISH));
        Caller.PracticeSystem noScope = new Caller.PracticeSystem(PRACTICE, Set.of(Caller.READ));
        Caller.Patient patient =
                new Caller.Patient(new NhsNumber(9434765919L), Optional.of(PRACTICE), Optional.empty());

        for (Caller caller : List.of(other, noScope, patient)) {
            assertThat(refusal(done(
                            practice.publishSession.publish(actOf(caller), PRACTICE, anHourOf(10), Object::toString))))
                    .isEqualTo(new PublishRefusal.Forbidden());
        }
        assertThat(practice.ledger.version(PRACTICE)).isZero();
    }

    @Test
    void anUnknownPracticeCannotPublish() {
        OdsCode unknown = new OdsCode("Z99009");
        Caller.PracticeSystem caller = new Caller.PracticeSystem(unknown, Set.of(Caller.PUBLISH));

        assertThat(refusal(
                        done(practice.publishSession.publish(actOf(caller), unknown, anHourOf(10), Object::toString))))
                .isEqualTo(new PublishRefusal.PracticeUnknown());
    }

    @Test
    void daysFromYesterdayTo400AheadCanBePublished() {
        LocalDate today = LocalDate.ofInstant(NOW, ZoneOffset.UTC);

        assertThat(publishOn(today.minusDays(1))).isTrue();
        assertThat(publishOn(today.minusDays(2))).isFalse();
        assertThat(publishOn(today.plusDays(400))).isTrue();
        assertThat(publishOn(today.plusDays(401))).isFalse();
    }

    @Test
    void aDraftOutsideTheLimitsDoesNotExist() {
        assertThatThrownBy(() -> draft(EIGHT, EIGHT.plusHours(1), 10, 0, GP)).hasMessageContaining("capacity");
        assertThatThrownBy(() -> draft(EIGHT, EIGHT.plusHours(1), 10, SlotRun.CAPACITY_MAX + 1, GP))
                .hasMessageContaining("capacity");
        assertThatThrownBy(() -> draft(EIGHT, EIGHT.plusHours(1), 0, 1, GP)).hasMessageContaining("slotMinutes");
        assertThatThrownBy(() -> draft(EIGHT, EIGHT.plusHours(9), 481, 1, GP)).hasMessageContaining("slotMinutes");
        assertThatThrownBy(() -> draft(EIGHT, EIGHT.plusMinutes(9), 10, 1, GP)).hasMessageContaining("end");
        assertThatThrownBy(() -> draft(EIGHT, EIGHT.minusHours(1), 10, 1, GP)).hasMessageContaining("next day");
        assertThatThrownBy(() -> draft(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, 1, 23, GP))
                .hasMessageContaining("places");
    }

    private boolean publishOn(LocalDate day) {
        SessionDraft plain = anHourOf(20);
        SessionDraft draft = new SessionDraft(
                plain.id(),
                new Timetable(
                        day, EIGHT, plain.timetable().end(), plain.timetable().slotLength(), 1),
                GP,
                plain.release(),
                plain.audience(),
                Optional.empty());
        return done(practice.publishSession.publish(act(), PRACTICE, draft, Object::toString))
                .match(published -> true, refusal -> false);
    }

    private static Instant at(String time) {
        return Instant.parse(MONDAY + "T" + time + ":00Z");
    }
}
