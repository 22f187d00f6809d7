package org.slotkeeper.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.publishing.Publishing.GP;
import static org.slotkeeper.publishing.Publishing.NOW;
import static org.slotkeeper.publishing.Publishing.NURSE;
import static org.slotkeeper.publishing.Publishing.PRACTICE;
import static org.slotkeeper.publishing.Publishing.act;
import static org.slotkeeper.publishing.Publishing.anHourOf;
import static org.slotkeeper.publishing.Publishing.done;
import static org.slotkeeper.publishing.Publishing.draft;
import static org.slotkeeper.publishing.Publishing.named;
import static org.slotkeeper.publishing.Publishing.refusal;
import static org.slotkeeper.publishing.Publishing.value;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.slotkeeper.domain.schedule.BookingWindow;
import org.slotkeeper.domain.schedule.Practice.PracticeRules;
import org.slotkeeper.domain.schedule.SessionId;
import org.slotkeeper.publishing.spi.Act;
import org.slotkeeper.publishing.spi.SessionLedger.RulesChange;

/** A change whose turn comes when its caller was answered as late does nothing, and those behind it do not wait for it. */
final class LateChangeTest {

    private static final PracticeRules STRICTER = new PracticeRules(
            true, new BookingWindow(Duration.ofDays(14), Duration.ofMinutes(30)), Duration.ofHours(2), 1);

    private final Publishing practice = new Publishing();
    private final SessionDraft evening =
            named("evening", draft(LocalTime.of(17, 0), LocalTime.of(18, 0), 20, 1, NURSE));

    @Test
    void whatWaitsUntilItsDeadlineIsNotDone() {
        practice.publish(anHourOf(20));
        List<Future<? extends PublishOutcome<?>>> waiting = new ArrayList<>();
        List<Supplier<Future<? extends PublishOutcome<?>>>> changes = List.of(
                () -> publishing(act(), evening),
                () -> practice.withdrawSession.withdraw(act(), PRACTICE, new SessionId("morning"), Object::toString),
                () -> practice.setPracticeRules.set(act(), PRACTICE, STRICTER, Object::toString));
        practice.ledger.beforeNextRecord(() -> {
            changes.forEach(change -> waiting.add(change.get()));
            assertThat(waiting).noneMatch(Future::isComplete);
            practice.now = act().deadline();
        });

        practice.publish(named("noon", draft(LocalTime.NOON, LocalTime.of(13, 0), 20, 1, GP)));

        assertThat(waiting).hasSize(3).allSatisfy(late -> assertThat(refusal(late.result()))
                .isEqualTo(new PublishRefusal.Busy()));
        assertThat(practice.ledger.version(PRACTICE)).isEqualTo(2);
        assertThat(practice.ledger.audit()).hasSize(2);
        assertThat(practice.onOffer()).containsExactly(0, 1, 2, 3, 4, 5);
    }

    @Test
    void whatHasItsTurnTheInstantBeforeIsDoneAndWhatWasLateIsDoneWhenItIsSentAgain() {
        Act late = act();
        List<Future<PublishOutcome<PublishedSession>>> waiting = new ArrayList<>();
        practice.ledger.beforeNextRecord(() -> {
            waiting.add(publishing(act(), evening));
            practice.now = act().deadline().minusNanos(1);
        });
        practice.publish(anHourOf(20));
        assertThat(value(waiting.get(0).result()).layoutVersion()).isEqualTo(2);

        practice.now = late.deadline();
        SessionDraft noon = named("noon", draft(LocalTime.NOON, LocalTime.of(13, 0), 20, 1, GP));
        assertThat(refusal(done(publishing(late, noon)))).isEqualTo(new PublishRefusal.Busy());
        Act again = new Act(late.caller(), late.requestId(), practice.now, practice.now.plusSeconds(5));
        assertThat(value(done(publishing(again, noon))).layoutVersion()).isEqualTo(3);
    }

    @Test
    void whatIsOvertakenUntilItsDeadlineIsNotTriedAgain() {
        practice.publish(anHourOf(20));
        practice.ledger.beforeNextRecord(() -> {
            RulesChange ofAnotherProcess = new RulesChange(PRACTICE, 1, STRICTER);
            done(practice.ledger.recordRules(ofAnotherProcess, act(), Optional.empty()));
            practice.now = NOW.plusSeconds(5);
        });

        assertThat(refusal(done(practice.withdrawSession.withdraw(
                        act(), PRACTICE, new SessionId("morning"), Object::toString))))
                .isEqualTo(new PublishRefusal.Busy());

        assertThat(practice.ledger.version(PRACTICE)).isEqualTo(2);
        assertThat(practice.onOffer())
                .as("what was to be withdrawn is given back")
                .containsExactly(0, 1, 2);
    }

    private Future<PublishOutcome<PublishedSession>> publishing(Act act, SessionDraft draft) {
        return practice.publishSession.publish(act, PRACTICE, draft, Object::toString);
    }
}
