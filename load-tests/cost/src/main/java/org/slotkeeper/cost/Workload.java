package org.slotkeeper.cost;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.slotkeeper.cost.Load.Tally;

/** What is done to one contestant: sessions are published, and round after round patients search, book, lose races, cancel, hold and book. A round leaves as many slots free as it found. */
public final class Workload {

    private static final int PUBLISHED_IN_PARALLEL_MAX = 16;
    private static final Duration AS_LONG_AS_IT_TAKES = Duration.ofMinutes(15);
    /** The last day's first slot of each practice is taken for good: it is what races are lost for. */
    private static final int TAKEN_DAY = Cast.DAYS - 1;
    /** Sessions of later rounds are published beyond the days that are searched, and not too many on one day. */
    private static final int LATER_DAYS = 30;

    private static final int NO_ANSWER = 0;
    private static final int LEARNED_AT_MOST = 5;
    private static final int GIVEN_BACK_AT_MOST = 3;

    private final Cast cast;
    private final Api api;
    private final Map<Integer, List<String>> slots = new TreeMap<>();
    private final List<Taken> taken = new ArrayList<>();
    private int sessionsPublished;

    private record Taken(int patient, String appointment) {}

    public Workload(Cast cast, Api api) {
        this.cast = cast;
        this.api = api;
    }

    /** Publishes what will be searched and booked. */
    public void publishAll(Load load) {
        int sessions = cast.practices() * Cast.DAYS * Cast.SESSIONS_A_DAY;
        Tally tally = load.run(sessions, publishedInParallel(), AS_LONG_AS_IT_TAKES, (with, at) -> {
            int practice = at % cast.practices();
            int session = at / cast.practices() % Cast.SESSIONS_A_DAY;
            int day = at / cast.practices() / Cast.SESSIONS_A_DAY;
            return with.ask(api.publish(practice, Cast.day(day), session))
                    .map(answer -> published(answer, practice, day));
        });
        require(tally, Operation.PUBLISH);
        slots.values()
                .forEach(ofDay -> ofDay.sort((one, other) ->
                        one.length() == other.length() ? one.compareTo(other) : one.length() - other.length()));
    }

    private int published(Answer answer, int practice, int day) {
        know(practice, day, api.slots(answer));
        return answer.status();
    }

    /** Tells of slots that are free and that nobody else will take. */
    public void know(int practice, int day, List<String> free) {
        slots.computeIfAbsent(key(practice, day), key -> new ArrayList<>()).addAll(free);
    }

    private static int key(int practice, int day) {
        return practice * Cast.DAYS + day;
    }

    /** To be called once: the slots that races are lost for get their owners. */
    public void takeForGood(Load load) {
        require(
                load.run(cast.practices(), publishedInParallel(), AS_LONG_AS_IT_TAKES, (with, at) -> with.ask(
                                api.book(at, slot(at, TAKEN_DAY)))
                        .map(Answer::status)),
                Operation.BOOK);
    }

    /** Each patient searches once, so that every token has been met. To be called once for each door; whoever is slow and knows no tokens need not come to the end. */
    public void meet(Load load, Duration longest) {
        load.run(cast.patients(), longest, (with, at) -> with.ask(api.search(at, Cast.day(0)))
                .map(Answer::status));
    }

    /** Everything that will be measured, for so long. */
    public void warmUp(Load load, int size, Duration length) {
        long until = System.nanoTime() + length.toNanos();
        boolean first = true;
        while (first || System.nanoTime() < until) {
            first = false;
            for (Operation operation : api.operations()) {
                if (operation != Operation.PUBLISH) {
                    operate(load, operation, size / 4, Duration.ofMillis(Math.max(300, length.toMillis() / 12)));
                    giveBackAfter(operation, load);
                }
            }
            giveBack(load);
        }
    }

    /** @param done is told of each operation's outcome, as soon as it is done */
    public void round(Load load, int size, Duration longest, BiConsumer<Operation, Measured> done, Probe probe) {
        for (Operation operation : api.operations()) {
            if (operation == Operation.PUBLISH) {
                done.accept(
                        operation,
                        probe.measure(
                                () -> operate(load, operation, Math.min(size / 20 + cast.practices(), 600), longest)));
                // Engines read anew what was published; the first searches pay for it, and are not the measured ones.
                operate(load, Operation.SEARCH, cast.patients(), Duration.ofSeconds(2));
            } else {
                done.accept(operation, probe.measure(() -> operate(load, operation, size, longest)));
            }
            giveBackAfter(operation, load);
        }
        giveBack(load);
    }

    /** One operation by itself. What it leaves behind is to be given back. */
    public Measured measure(Load load, Operation operation, int size, Duration longest, Probe probe) {
        return probe.measure(() -> operate(load, operation, size, longest));
    }

    /** Measures what happens while work is done. */
    public interface Probe {
        Measured measure(Supplier<Tally> work);
    }

    /** @param cpu microseconds each operation cost, by process */
    public record Measured(Tally tally, Map<String, Double> cpu, double generatorShare) {

        public double cpuTotal() {
            return cpu.values().stream().mapToDouble(Double::doubleValue).sum();
        }
    }

    private Tally operate(Load load, Operation operation, int size, Duration longest) {
        return switch (operation) {
            case PUBLISH -> load.run(size, publishedInParallel(), longest, this::publishMore);
            case SEARCH ->
                load.run(Integer.MAX_VALUE, longest, (with, at) -> with.ask(
                                api.search(at % cast.patients(), Cast.day(0)))
                        .map(Answer::status));
            case BOOK -> load.run(Math.min(size, bookable()), longest, this::book);
            case LOST_RACE -> load.run(Integer.MAX_VALUE, longest, this::lose);
            case CANCEL -> cancel(load, longest);
            case HOLD_AND_BOOK -> load.run(Math.min(size, bookable()) / 2, longest, this::holdAndBook);
        };
    }

    /** So few that nobody publishes for a practice that is being published for: that is refused by some and queued by others. */
    private int publishedInParallel() {
        return Math.max(1, Math.min(PUBLISHED_IN_PARALLEL_MAX, cast.practices() / 2));
    }

    private int bookable() {
        return cast.patients() * TAKEN_DAY;
    }

    private Future<Integer> publishMore(Load with, int at) {
        int number = sessionsPublished++;
        LocalDate day = Cast.day(Cast.DAYS + 1 + number / cast.practices() % LATER_DAYS);
        return with.ask(api.publish(number % cast.practices(), day, 100 + number / cast.practices()))
                .map(Answer::status);
    }

    private Future<Integer> book(Load with, int at) {
        int patient = at % cast.patients();
        Call call = api.book(patient, slot(patient, at / cast.patients()));
        UUID request = UUID.randomUUID();
        return with.ask(call, request).transform(answer -> {
            int status = answer.succeeded() ? answer.result().status() : NO_ANSWER;
            boolean isKnown = status != NO_ANSWER && status < 500;
            return isKnown
                    ? Future.succeededFuture(remember(answer.result(), patient))
                    : learn(with, call, request, patient, LEARNED_AT_MOST).map(status);
        });
    }

    /** Whoever was not told whether the booking was made asks again under the same id, so that it can be given back; what is counted is the first answer. */
    private Future<Void> learn(Load with, Call call, UUID request, int patient, int triesLeft) {
        return with.ask(call, request).transform(answer -> {
            boolean isKnown = answer.succeeded() && answer.result().status() < 500;
            if (isKnown) {
                remember(answer.result(), patient);
            }
            return isKnown || triesLeft == 1
                    ? Future.succeededFuture()
                    : learn(with, call, request, patient, triesLeft - 1);
        });
    }

    private int remember(Answer answer, int patient) {
        if (Operation.BOOK.isDoneBy(answer.status())) {
            taken.add(new Taken(patient, api.appointment(answer)));
        }
        return answer.status();
    }

    private Future<Integer> lose(Load with, int at) {
        int loser = cast.practices() + at % (cast.patients() - cast.practices());
        return with.ask(api.book(loser, slot(cast.practiceOf(loser), TAKEN_DAY)))
                .map(Answer::status);
    }

    private Future<Integer> holdAndBook(Load with, int at) {
        int patient = at % cast.patients();
        String slot = slot(patient, at / cast.patients());
        return with.ask(api.hold(patient, slot)).compose(held -> {
            if (!Operation.HOLD_AND_BOOK.isDoneBy(held.status())) {
                return Future.succeededFuture(held.status());
            }
            String appointment = api.appointment(held);
            return with.ask(api.confirm(patient, slot, appointment)).map(confirmed -> {
                taken.add(new Taken(patient, appointment));
                return confirmed.status();
            });
        });
    }

    private Tally cancel(Load load, Duration longest) {
        List<Taken> all = List.copyOf(taken);
        Tally tally = load.run(all.size(), longest, (with, at) -> with.ask(
                        api.cancel(all.get(at).patient(), all.get(at).appointment()))
                .map(Answer::status));
        taken.subList(0, tally.count()).clear();
        return tally;
    }

    /** What there was no time to cancel would be in the way of those who hold and book. */
    private void giveBackAfter(Operation operation, Load load) {
        if (operation == Operation.CANCEL) {
            giveBack(load);
        }
    }

    /** Cancels what was booked, so that its slots are free again. */
    public void giveBack(Load load) {
        for (int attempt = 0; attempt < GIVEN_BACK_AT_MOST && !taken.isEmpty(); attempt++) {
            List<Taken> all = List.copyOf(taken);
            taken.clear();
            load.run(all.size(), AS_LONG_AS_IT_TAKES, (with, at) -> with.ask(
                            api.cancel(all.get(at).patient(), all.get(at).appointment()))
                    .transform(answer -> {
                        int status = answer.succeeded() ? answer.result().status() : NO_ANSWER;
                        if (status == NO_ANSWER || status >= 500) {
                            taken.add(all.get(at));
                        }
                        return Future.succeededFuture(status);
                    }));
        }
        taken.clear();
    }

    private String slot(int patient, int day) {
        List<String> ofDay = slots.get(key(cast.practiceOf(patient), day));
        return ofDay.get(patient / cast.practices() % ofDay.size());
    }

    private static void require(Tally tally, Operation operation) {
        if (tally.missed(operation) > 0) {
            throw new IllegalStateException(operation.words + " was answered " + tally.statuses());
        }
    }
}
