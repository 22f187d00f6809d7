package org.slotkeeper.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slotkeeper.booking.LedgerWorld;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.relay.spi.AppointmentChange;
import org.slotkeeper.relay.spi.ChangeLog;
import org.slotkeeper.relay.spi.Listener;
import org.slotkeeper.relay.spi.Passage;
import org.slotkeeper.testing.MovableClock;
import org.slotkeeper.testing.Patience;

/** Each listener hears all that was recorded, in order, whatever becomes of the others and of itself. */
final class RelayTest {

    private static final OdsCode PRACTICE = LedgerWorld.newPractice();
    private static final Clock CLOCK = Clock.fixed(LedgerWorld.NOW.plusSeconds(90), ZoneOffset.UTC);

    private static final Duration PATIENT = Patience.LONG;
    private static final Duration IMPATIENT = Duration.ofMillis(20);

    private final InMemoryChangeLog log = new InMemoryChangeLog(3);
    private final Diary diary = new Diary("diary");
    private final Relay relay = new Relay(log, diary, CLOCK, 20, PATIENT);

    /** Writes down what it hears, and does as it is told about when it is done. */
    private static final class Diary implements Listener {
        private final String name;
        private final List<AppointmentChange> heard = new ArrayList<>();
        private Future<Void> answer = Future.succeededFuture();

        Diary(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Future<Void> hear(Passage passage) {
            heard.addAll(passage.changes());
            return answer;
        }
    }

    @Test
    void whatWasRecordedIsHeardOnceAndInOrder() {
        List<AppointmentChange> recorded = record(8);

        assertThat(relay.step().succeeded()).isTrue();
        assertThat(relay.step().succeeded()).isTrue();

        assertThat(diary.heard).isEqualTo(recorded);
    }

    @Test
    void whatComesLaterIsHeardInTheNextTurn() {
        List<AppointmentChange> first = record(2);
        assertThat(relay.step().succeeded()).isTrue();
        List<AppointmentChange> second = record(2);

        assertThat(relay.step().succeeded()).isTrue();

        assertThat(diary.heard)
                .isEqualTo(Stream.concat(first.stream(), second.stream()).toList());
    }

    @Test
    void whatAListenerDoesNotCompleteItHearsAgain() {
        List<AppointmentChange> recorded = record(2);
        diary.answer = Future.failedFuture("away");
        assertThat(relay.step().failed()).isTrue();
        diary.heard.clear();
        diary.answer = Future.succeededFuture();

        assertThat(relay.step().succeeded()).isTrue();

        assertThat(diary.heard).isEqualTo(recorded);
    }

    @Test
    void oneThatDoesNotAnswerHasFailedAfterAWhileAndHearsTheSameAgain() {
        List<AppointmentChange> recorded = record(2);
        diary.answer = Promise.<Void>promise().future();
        Relay ours = new Relay(log, diary, CLOCK, 20, IMPATIENT);
        Future<Void> turn = ours.step();
        await().atMost(Patience.LONG).until(turn::failed);
        assertThat(ours.behind()).isEqualTo(Duration.ofSeconds(90));
        diary.heard.clear();
        diary.answer = Future.succeededFuture();

        assertThat(ours.step().succeeded()).isTrue();

        assertThat(diary.heard).isEqualTo(recorded);
    }

    @Test
    void howMuchItHasBeforeItIsKnownWhereItHasItsTurns() {
        MovableClock clock = new MovableClock(LedgerWorld.NOW);
        Relay ours = new Relay(log, diary, clock, 1, PATIENT);
        List<AppointmentChange> unusedRecorded = record(8);
        assertThat(ours.unheard()).isZero();
        assertThat(ours.step().succeeded()).isTrue();
        assertThat(ours.unheard()).isEqualTo(8);
        assertThat(ours.step().succeeded()).isTrue();
        assertThat(ours.unheard()).isEqualTo(5);

        clock.pass(Duration.ofMinutes(1));

        assertThat(ours.unheard()).isZero();
    }

    @Test
    void oneThatComesLateHearsAllFromTheBegin() {
        List<AppointmentChange> recorded = record(5);
        assertThat(relay.step().succeeded()).isTrue();
        Diary late = new Diary("late");

        assertThat(new Relay(log, late, CLOCK, 20, PATIENT).step().succeeded()).isTrue();

        assertThat(late.heard).isEqualTo(recorded);
    }

    @Test
    void aTurnEndsThoughThereIsMore() {
        List<AppointmentChange> recorded = record(61);

        assertThat(relay.step().succeeded()).isTrue();
        assertThat(diary.heard).hasSize(60);
        assertThat(relay.step().succeeded()).isTrue();

        assertThat(diary.heard).isEqualTo(recorded);
    }

    @Test
    void howFarItIsBehindIsKnownWhileItFails() {
        assertThat(relay.behind()).isZero();
        List<AppointmentChange> unusedRecorded = record(1);
        diary.answer = Future.failedFuture("away");
        assertThat(relay.step().failed()).isTrue();
        assertThat(relay.behind()).isEqualTo(Duration.ofSeconds(90));
        diary.answer = Future.succeededFuture();

        assertThat(relay.step().succeeded()).isTrue();

        assertThat(relay.behind()).isZero();
    }

    @Test
    void whatMustBeWaitedForIsBehindToo() {
        List<AppointmentChange> unusedRecorded = record(1);
        log.holdUp();

        assertThat(relay.step().succeeded()).isTrue();

        assertThat(diary.heard).isEmpty();
        assertThat(relay.behind()).isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void aLogThatCannotBeReadIsBehindSinceThen() {
        MovableClock clock = new MovableClock(LedgerWorld.NOW);
        ChangeLog away = new ChangeLog() {
            @Override
            public Future<Place> place(String listener) {
                return Future.failedFuture("away");
            }

            @Override
            public Future<Passage> after(long position) {
                return Future.failedFuture("away");
            }

            @Override
            public Future<Void> heard(String listener, Passage passage) {
                return Future.failedFuture("away");
            }
        };
        Relay ours = new Relay(away, diary, clock, 20, PATIENT);
        assertThat(ours.step().failed()).isTrue();
        clock.pass(Duration.ofSeconds(30));

        assertThat(ours.step().failed()).isTrue();

        assertThat(ours.behind()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void howFarItIsBehindIsForgottenWhereOthersHaveTheTurns() {
        MovableClock clock = new MovableClock(LedgerWorld.NOW.plusSeconds(90));
        Relay ours = new Relay(log, diary, clock, 20, PATIENT);
        List<AppointmentChange> unusedRecorded = record(1);
        diary.answer = Future.failedFuture("away");
        assertThat(ours.step().failed()).isTrue();
        clock.pass(Duration.ofSeconds(59));
        assertThat(ours.behind()).isEqualTo(Duration.ofSeconds(149));

        clock.pass(Duration.ofSeconds(1));

        assertThat(ours.behind()).isZero();
    }

    private List<AppointmentChange> record(int count) {
        List<AppointmentChange> recorded = new ArrayList<>();
        for (int nth = 0; nth < count; nth++) {
            AppointmentChange change = Changes.booked(PRACTICE, LedgerWorld.DAY, nth % 20);
            log.record(change);
            recorded.add(change);
        }
        return recorded;
    }
}
