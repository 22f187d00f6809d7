package org.slotkeeper.postgres.ledger;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slotkeeper.platform.OwnerThread;
import org.slotkeeper.postgres.connection.StatementFault;
import org.slotkeeper.postgres.connection.StatementFault.Fate;
import org.slotkeeper.telemetry.BatchMeter;

/**
 * Gathers the calls of one event loop into statements: one is in flight, and what arrives meanwhile
 * is the next. No timer sends one, so the batch grows with the load; there is one only for the
 * oldest deadline of what waits, which need not wait for the statement under way. It belongs to one
 * event loop: a call from another thread is refused. Whoever hears an answer and throws harms
 * nobody else.
 *
 * @param <Q> a call
 * @param <A> its answer
 */
final class MicroBatch<Q, A> {

    /** One statement for many calls. */
    interface Statement<Q, A> {

        /**
         * An answer for each call, in their order. A failure is a {@link StatementFault} and means
         * all of them.
         */
        Future<List<A>> run(List<Q> calls);

        /** Calls that share one of these may not be in one batch: the later waits. */
        Set<?> conflicts(Q call);

        /**
         * A call that has not been sent by then is not sent any more; one that may have been is not
         * found out about any longer.
         */
        Instant deadline(Q call);

        /** The answer to a call that may or may not have had its effect. */
        Future<A> unknown(Q call);
    }

    /**
     * @param rowsMax how many calls one statement takes
     * @param queueMax how many calls may wait
     * @param runsMax how often a batch is run again that was undone by concurrent ones
     * @param pauseMillis how long to wait for a new connection before the batch is sent again
     */
    record Limits(int rowsMax, int queueMax, int runsMax, long pauseMillis) {

        private static final int RUNS = 5;
        private static final long PAUSE_MILLIS = 50;

        static final Limits BOOKINGS = new Limits(200, 4_000, RUNS, PAUSE_MILLIS);
        /** Their statements join row by row: short batches are the cheaper ones. */
        static final Limits OTHERS = new Limits(50, 2_000, RUNS, PAUSE_MILLIS);

        Limits {
            if (rowsMax < 1 || queueMax < rowsMax || runsMax < 1 || pauseMillis < 1) {
                throw new IllegalArgumentException("not the limits of a batch");
            }
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(MicroBatch.class);

    private final OwnerThread owner = new OwnerThread();
    private final Statement<Q, A> statement;
    private final Limits limits;
    private final Vertx vertx;
    private final Clock clock;
    private final BatchMeter meter;
    private final OldestDeadline oldest;
    private final Deque<Entry<Q, A>> waiting = new ArrayDeque<>();
    private final Deque<Batch<Q, A>> due = new ArrayDeque<>();
    private boolean isBusy;

    MicroBatch(Statement<Q, A> statement, Limits limits, Vertx vertx, Clock clock, BatchMeter meter) {
        this.statement = statement;
        this.limits = limits;
        this.vertx = vertx;
        this.clock = clock;
        this.meter = meter;
        this.oldest = new OldestDeadline(vertx, clock, this::giveUpOverdue);
    }

    private record Entry<Q, A>(Q call, Set<?> conflicts, Instant deadline, Promise<A> answer, long joinedAt) {
        boolean isOverdue(Instant now) {
            return !now.isBefore(deadline);
        }
    }

    /** @param maySent whether it was sent before over a connection that was lost */
    private record Batch<Q, A>(List<Entry<Q, A>> entries, int runs, boolean maySent) {}

    Future<A> submit(Q call) {
        owner.require();
        if (waiting.size() >= limits.queueMax()) {
            return Future.failedFuture(new StatementFault(Fate.UNSENT, "too many calls wait for Postgres"));
        }
        Promise<A> answer = Promise.promise();
        Set<?> conflicts = statement.conflicts(call);
        Instant deadline = statement.deadline(call);
        waiting.add(new Entry<>(call, conflicts, deadline, answer, meter.joined()));
        if (isBusy) {
            oldest.await(deadline);
        } else {
            runNext();
        }
        return answer.future();
    }

    private void runNext() {
        // Whoever hears an answer here and asks for more waits for the next batch.
        isBusy = true;
        Batch<Q, A> next = due.isEmpty() ? gather() : due.remove();
        while (next.entries().isEmpty() && !waiting.isEmpty()) {
            next = gather();
        }
        isBusy = !next.entries().isEmpty();
        if (isBusy) {
            run(next);
        }
    }

    private Batch<Q, A> gather() {
        List<Entry<Q, A>> gathered = new ArrayList<>();
        List<Entry<Q, A>> overdue = new ArrayList<>();
        Set<Object> taken = new HashSet<>();
        Instant now = clock.instant();
        int looks = 4 * limits.rowsMax();
        for (Iterator<Entry<Q, A>> at = waiting.iterator();
                at.hasNext() && gathered.size() < limits.rowsMax() && looks > 0;
                looks--) {
            Entry<Q, A> entry = at.next();
            if (entry.isOverdue(now)) {
                overdue.add(entry);
                at.remove();
                meter.left(entry.joinedAt());
            } else if (Collections.disjoint(taken, entry.conflicts())) {
                gathered.add(entry);
                at.remove();
                meter.left(entry.joinedAt());
                taken.addAll(entry.conflicts());
            } else {
                // What it waits for also keeps those behind it back, so that nobody overtakes it
                // for ever.
                taken.addAll(entry.conflicts());
            }
        }
        overdue.forEach(MicroBatch::giveUp);
        return new Batch<>(gathered, 1, false);
    }

    /** A deadline has come while a statement is under way: nobody is kept waiting for its end. */
    private void giveUpOverdue() {
        Instant now = clock.instant();
        giveUpDue(now);
        List<Entry<Q, A>> overdue = new ArrayList<>();
        for (Iterator<Entry<Q, A>> at = waiting.iterator(); at.hasNext(); ) {
            Entry<Q, A> entry = at.next();
            if (entry.isOverdue(now)) {
                overdue.add(entry);
                at.remove();
                meter.left(entry.joinedAt());
            } else {
                oldest.await(entry.deadline());
            }
        }
        overdue.forEach(MicroBatch::giveUp);
    }

    /** Of what is to be run again, each by itself, because it was undone with others. */
    private void giveUpDue(Instant now) {
        List<Batch<Q, A>> overdue = new ArrayList<>();
        for (Iterator<Batch<Q, A>> at = due.iterator(); at.hasNext(); ) {
            Batch<Q, A> batch = at.next();
            Entry<Q, A> alone = batch.entries().get(0);
            if (alone.isOverdue(now)) {
                overdue.add(batch);
                at.remove();
            } else {
                oldest.await(alone.deadline());
            }
        }
        StatementFault fault = new StatementFault(Fate.UNSENT, "its deadline came first");
        overdue.forEach(batch -> end(batch.entries().get(0), batch.maySent(), fault));
    }

    private static <Q, A> void giveUp(Entry<Q, A> entry) {
        tell(() -> entry.answer().fail(new StatementFault(Fate.UNSENT, "its deadline came first")));
    }

    private void run(Batch<Q, A> batch) {
        List<Q> calls = batch.entries().stream().map(Entry::call).toList();
        meter.sent(calls.size());
        Future<List<A>> running;
        try {
            running = statement.run(calls);
        } catch (RuntimeException | Error cause) {
            // Whatever it was, it has ended: those who wait behind it are not held up for ever.
            running = Future.failedFuture(new StatementFault(Fate.BAD, "a call could not be written down", cause));
        }
        var unused = running.onComplete(answers -> answer(batch, answers), cause -> settle(batch, cause));
    }

    private void answer(Batch<Q, A> batch, List<A> answers) {
        if (answers.size() != batch.entries().size()) {
            settle(
                    batch,
                    new StatementFault(
                            Fate.DOUBTFUL,
                            answers.size() + " answers to " + batch.entries().size() + " calls"));
            return;
        }
        for (int at = 0; at < answers.size(); at++) {
            Promise<A> promise = batch.entries().get(at).answer();
            A answer = answers.get(at);
            tell(() -> promise.complete(answer));
        }
        runNext();
    }

    /**
     * A caller that throws on hearing its answer keeps neither the others from theirs nor the next
     * batch from being sent.
     */
    private static void tell(Runnable answer) {
        try {
            answer.run();
        } catch (RuntimeException | Error cause) {
            LOG.atError().setCause(cause).log("whoever heard an answer of the ledger threw");
        }
    }

    private void settle(Batch<Q, A> batch, Throwable cause) {
        Fate fate = StatementFault.ofSent("a batch", cause).fate();
        if (fate == Fate.LOST || (fate == Fate.UNSENT && batch.maySent())) {
            runLater(new Batch<>(batch.entries(), batch.runs(), true));
        } else if (fate == Fate.OUTRUN && batch.runs() < limits.runsMax()) {
            run(new Batch<>(batch.entries(), batch.runs() + 1, batch.maySent()));
        } else if ((fate == Fate.BAD || fate == Fate.OUTRUN) && batch.entries().size() > 1) {
            batch.entries().forEach(entry -> {
                due.add(new Batch<>(List.of(entry), 1, batch.maySent()));
                oldest.await(entry.deadline());
            });
            runNext();
        } else {
            boolean mayHaveHappened = fate == Fate.DOUBTFUL || batch.maySent();
            batch.entries().forEach(entry -> end(entry, mayHaveHappened, cause));
            runNext();
        }
    }

    /**
     * The request ids make it safe to send the same batch again: what has happened is not done
     * twice, and is told as it was.
     */
    private void runLater(Batch<Q, A> batch) {
        Instant now = clock.instant();
        List<Entry<Q, A>> stillWanted = new ArrayList<>();
        for (Entry<Q, A> entry : batch.entries()) {
            if (entry.isOverdue(now)) {
                end(entry, true, new StatementFault(Fate.LOST, "its deadline came first"));
            } else {
                stillWanted.add(entry);
            }
        }
        if (stillWanted.isEmpty()) {
            runNext();
            return;
        }
        Batch<Q, A> again = new Batch<>(stillWanted, batch.runs(), true);
        long unusedTimer = vertx.setTimer(limits.pauseMillis(), rested -> run(again));
    }

    private void end(Entry<Q, A> entry, boolean mayHaveHappened, Throwable cause) {
        tell(() -> {
            if (mayHaveHappened) {
                var unused = statement.unknown(entry.call()).onComplete(entry.answer());
            } else {
                entry.answer().fail(cause);
            }
        });
    }
}
