package org.slotkeeper.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.publishing.Publishing.EIGHT;
import static org.slotkeeper.publishing.Publishing.GP;
import static org.slotkeeper.publishing.Publishing.MONDAY;
import static org.slotkeeper.publishing.Publishing.NURSE;
import static org.slotkeeper.publishing.Publishing.PRACTICE;
import static org.slotkeeper.publishing.Publishing.RULES;
import static org.slotkeeper.publishing.Publishing.act;
import static org.slotkeeper.publishing.Publishing.actOf;
import static org.slotkeeper.publishing.Publishing.anHourOf;
import static org.slotkeeper.publishing.Publishing.done;
import static org.slotkeeper.publishing.Publishing.refusal;
import static org.slotkeeper.publishing.Publishing.seat;
import static org.slotkeeper.publishing.Publishing.value;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.Audience;
import org.slotkeeper.domain.schedule.BookingWindow;
import org.slotkeeper.domain.schedule.Care;
import org.slotkeeper.domain.schedule.Practice.PracticeRules;
import org.slotkeeper.domain.schedule.ReleaseRule;
import org.slotkeeper.domain.schedule.SessionId;
import org.slotkeeper.publishing.ListSessions.ListedSession;
import org.slotkeeper.publishing.PublishMany.PublishedMany;
import org.slotkeeper.publishing.WithdrawSession.WithdrawnSession;
import org.slotkeeper.publishing.spi.Act;

final class WithdrawListAndRulesTest {

    private static final SessionId MORNING = new SessionId("morning");
    private static final Caller STRANGER = new Caller.PracticeSystem(new OdsCode("Z99002"), Set.of(Caller.PUBLISH));

    private final Publishing practice = new Publishing();

    @Test
    void whatIsFreeIsWithdrawnAndWhatSomebodyHasIsNamed() {
        practice.publish(anHourOf(15));
        AppointmentId appointment = practice.book(1);
        practice.inventory.hold(seat(3));

        WithdrawnSession withdrawn = withdraw();

        assertThat(withdrawn.withdrawnPlaces()).isEqualTo(2);
        assertThat(withdrawn.appointments()).containsExactly(appointment);
        assertThat(withdrawn.heldPlaces()).isEqualTo(1);
        assertThat(practice.inventory.free(PRACTICE, MONDAY).isEmpty()).isTrue();
        assertThat(list()).extracting(listed -> listed.entry().audience()).containsExactly(Audience.PRACTICE_ONLY);
    }

    @Test
    void anAppointmentOverSeveralSlotsIsNamedOnce() {
        practice.publish(anHourOf(15));
        AppointmentId appointment = practice.book(1);
        practice.ledger.book(seat(2), appointment);

        assertThat(withdraw().appointments()).containsExactly(appointment);
    }

    /** Its claim was made before the seats were blocked, and its commit comes before the answer. */
    @Test
    void whatIsBookedWhileASessionIsWithdrawnIsNamed() {
        practice.publish(anHourOf(15));
        practice.inventory.hold(seat(3));
        AppointmentId booked = new AppointmentId(seat(3), "a".repeat(26));
        practice.inventory.afterBlock = () -> practice.ledger.book(seat(3), booked);

        WithdrawnSession withdrawn = withdraw();

        assertThat(withdrawn.withdrawnPlaces()).isEqualTo(3);
        assertThat(withdrawn.appointments()).containsExactly(booked);
        assertThat(withdrawn.heldPlaces()).isZero();
    }

    @Test
    void toWithdrawAgainTakesWhatHasComeFree() {
        practice.publish(anHourOf(15));
        practice.inventory.hold(seat(3));
        assertThat(withdraw().withdrawnPlaces()).isEqualTo(3);
        assertThat(withdraw().withdrawnPlaces()).isZero();
        practice.inventory.giveBack(seat(3));

        assertThat(withdraw().withdrawnPlaces()).isEqualTo(1);
        assertThat(withdraw().kept()).isEmpty();
    }

    @Test
    void aWithdrawnSessionCanBePublishedAgain() {
        practice.publish(anHourOf(20));
        AppointmentId appointment = practice.book(0);
        assertThat(withdraw().appointments()).containsExactly(appointment);

        PublishedSession again = practice.publish(anHourOf(20));

        assertThat(Publishing.ordinals(again)).containsExactly(0, 3, 4);
        assertThat(again.kept()).isEmpty();
    }

    @Test
    void aSessionNeverPublishedCannotBeWithdrawn() {
        assertThat(refusal(done(practice.withdrawSession.withdraw(act(), PRACTICE, MORNING, Object::toString))))
                .isEqualTo(new PublishRefusal.SessionUnknown());
    }

    @Test
    void aSessionThatIsOverStaysAsItWas() {
        practice.publish(anHourOf(20));
        Act afterwards = Publishing.actAt(act().caller(), Instant.parse("2026-11-23T09:00:00Z"));

        WithdrawnSession withdrawn =
                value(done(practice.withdrawSession.withdraw(afterwards, PRACTICE, MORNING, Object::toString)));

        assertThat(withdrawn.withdrawnPlaces()).isZero();
        assertThat(list()).extracting(listed -> listed.entry().withdrawn()).containsExactly(false);
    }

    @Test
    void everyPlaceIsCountedOnce() {
        practice.publish(anHourOf(10));
        practice.book(0);
        practice.inventory.hold(seat(1));
        practice.publish(Publishing.draft(EIGHT, EIGHT.plusMinutes(50), 10, 1, GP));

        ListedSession listed = list().get(0);

        assertThat(listed.free()).isEqualTo(3);
        assertThat(listed.held()).isEqualTo(1);
        assertThat(listed.booked()).isEqualTo(1);
        assertThat(listed.withdrawnPlaces()).isEqualTo(1);
        assertThat(listed.embargoed()).isZero();
    }

    @Test
    void placesUnderEmbargoAreNotFree() {
        SessionDraft plain = anHourOf(20);
        practice.publish(new SessionDraft(
                plain.id(),
                new Timetable(
                        MONDAY,
                        EIGHT,
                        plain.timetable().end(),
                        plain.timetable().slotLength(),
                        1),
                GP,
                new ReleaseRule.DaysBefore(0, EIGHT),
                plain.audience(),
                Optional.empty()));

        assertThat(list().get(0).free()).isZero();
        assertThat(list().get(0).embargoed()).isEqualTo(3);
    }

    @Test
    void aListHasAtMost62Days() {
        assertThat(refusal(done(practice.listSessions.list(act(), PRACTICE, MONDAY, MONDAY.plusDays(62)))))
                .isInstanceOf(PublishRefusal.RuleBroken.class);
        assertThat(refusal(done(practice.listSessions.list(act(), PRACTICE, MONDAY, MONDAY.minusDays(1)))))
                .isInstanceOf(PublishRefusal.RuleBroken.class);
        assertThat(value(done(practice.listSessions.list(act(), PRACTICE, MONDAY, MONDAY.plusDays(61))))
                        .sessions())
                .isEmpty();
    }

    @Test
    void newRulesAreANewVersionThatTheInventoryHearsOf() {
        practice.publish(anHourOf(20));
        PracticeRules closed =
                new PracticeRules(false, new BookingWindow(Duration.ofDays(7), Duration.ZERO), Duration.ZERO, 1);

        PracticeDetails details = value(done(practice.setPracticeRules.set(act(), PRACTICE, closed, Object::toString)));

        assertThat(details.layoutVersion()).isEqualTo(2);
        assertThat(practice.inventory.version(PRACTICE)).isEqualTo(2);
        assertThat(value(done(practice.setPracticeRules.read(act(), PRACTICE)))).isEqualTo(details);
        assertThat(practice.publish(anHourOf(20)).visibility())
                .as("closed to online booking, nobody sees it")
                .isEmpty();
    }

    @Test
    void theSameRulesAgainChangeNothing() {
        PracticeDetails details = value(done(practice.setPracticeRules.set(act(), PRACTICE, RULES, Object::toString)));

        assertThat(details.layoutVersion()).isZero();
        assertThat(practice.ledger.audit()).isEmpty();
    }

    @Test
    void strangersSeeAndChangeNothing() {
        practice.publish(anHourOf(20));
        Act stranger = actOf(STRANGER);

        assertThat(refusal(done(practice.withdrawSession.withdraw(stranger, PRACTICE, MORNING, Object::toString))))
                .isEqualTo(new PublishRefusal.Forbidden());
        assertThat(refusal(done(practice.listSessions.list(stranger, PRACTICE, MONDAY, MONDAY))))
                .isEqualTo(new PublishRefusal.Forbidden());
        assertThat(refusal(done(practice.setPracticeRules.read(stranger, PRACTICE))))
                .isEqualTo(new PublishRefusal.Forbidden());
        assertThat(refusal(done(practice.setPracticeRules.set(stranger, PRACTICE, RULES, Object::toString))))
                .isEqualTo(new PublishRefusal.Forbidden());
        assertThat(practice.ledger.version(PRACTICE)).isEqualTo(1);
    }

    @Test
    void manySessionsArePublishedInOneVersion() {
        List<SessionDraft> drafts =
                List.of(named("a", MONDAY), by(NURSE, named("b", MONDAY)), named("a2", MONDAY.plusDays(1)));

        PublishedMany first = value(done(practice.publishMany.publish(act(), PRACTICE, drafts)));
        PublishedMany again = value(done(practice.publishMany.publish(act(), PRACTICE, drafts)));

        assertThat(first).isEqualTo(new PublishedMany(1, 3, 9, List.of()));
        assertThat(again).isEqualTo(new PublishedMany(1, 0, 0, List.of()));
        assertThat(practice.inventory.free(PRACTICE, MONDAY).cardinality()).isEqualTo(6);
    }

    @Test
    void twoSessionsOfOneDayNeedTwoNames() {
        List<SessionDraft> drafts = List.of(named("a", MONDAY), named("a", MONDAY));

        assertThat(refusal(done(practice.publishMany.publish(act(), PRACTICE, drafts))))
                .isInstanceOf(PublishRefusal.RuleBroken.class);
    }

    private WithdrawnSession withdraw() {
        return value(done(practice.withdrawSession.withdraw(act(), PRACTICE, MORNING, Object::toString)));
    }

    private List<ListedSession> list() {
        return value(done(practice.listSessions.list(act(), PRACTICE, MONDAY, MONDAY)))
                .sessions();
    }

    private static SessionDraft by(Care care, SessionDraft draft) {
        return new SessionDraft(
                draft.id(),
                new Timetable(
                        draft.day(),
                        draft.timetable().start(),
                        draft.timetable().end(),
                        draft.timetable().slotLength(),
                        draft.timetable().capacity()),
                care,
                draft.release(),
                draft.audience(),
                Optional.empty());
    }

    private static SessionDraft named(String name, LocalDate day) {
        SessionDraft plain = anHourOf(20);
        return new SessionDraft(
                new SessionId(name),
                new Timetable(
                        day,
                        plain.timetable().start(),
                        plain.timetable().end(),
                        plain.timetable().slotLength(),
                        1),
                GP,
                plain.release(),
                plain.audience(),
                Optional.empty());
    }
}
