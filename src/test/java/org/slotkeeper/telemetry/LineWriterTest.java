package org.slotkeeper.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slotkeeper.testing.Paper;
import org.slotkeeper.testing.Patience;
import org.slotkeeper.testing.Said;

/** Whoever hands lines over never waits and never loses one without its being counted, whatever the output does. */
final class LineWriterTest {

    private static final int BATCH = 256;

    private final Paper paper = new Paper();
    private final AtomicLong nanos = new AtomicLong();
    private final Meters meters = new Meters();
    private final LineWriter writer = LineWriter.start(paper, nanos::get, meters.accessLines());
    private final Said said = Said.by(LineWriter.class);

    @AfterEach
    void stop() {
        said.close();
        meters.close();
    }

    @Test
    void linesAreWrittenInTheirOrder() {
        IntStream.range(0, 1_000).forEach(at -> writer.hand(at + "\n", 1));
        close();
        assertThat(paper.lines())
                .isEqualTo(IntStream.range(0, 1_000).mapToObj(Integer::toString).toList());
        assertThat(count("written")).isEqualTo(1_000);
        assertThat(leftOut()).isEmpty();
    }

    @Test
    void anOutputThatStandsStillHoldsUpNobodyAndLosesOnlyWhatThereIsNoRoomFor() {
        paper.standStill();
        int batches = LineWriter.WAITING_MAX / BATCH + 10;
        for (int at = 0; at < batches; at++) {
            writer.hand((at + "\n").repeat(BATCH), BATCH);
        }
        assertThat(paper.lines()).isEmpty();
        assertThat(count("no_room")).isEqualTo(10 * BATCH);
        assertThat(waiting()).isEqualTo(LineWriter.WAITING_MAX);

        paper.goOn();
        await().until(() -> waiting() == 0);
        writer.hand("after\n", 1);
        close();

        assertThat(paper.lines()).hasSize(LineWriter.WAITING_MAX + 1).endsWith("after");
        assertThat(count("written")).isEqualTo(LineWriter.WAITING_MAX + 1);
        assertThat(count("no_room")).isEqualTo(10 * BATCH);
        assertThat(leftOut()).containsExactly((long) 10 * BATCH);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anOutputThatFailsLosesThoseLinesAndNoOthers(boolean isForeseen) {
        writer.hand("before\n", 1);
        await().until(() -> count("written") == 1);
        fail(isForeseen, true);
        writer.hand("lost\nlost\n", 2);
        await().until(() -> count("not_written") == 2);
        fail(isForeseen, false);
        writer.hand("after\n", 1);
        close();
        assertThat(paper.lines()).containsExactly("before", "after");
        assertThat(count("written")).isEqualTo(2);
        assertThat(waiting()).isZero();
        assertThat(leftOut()).containsExactly(2L);
    }

    @Test
    void whatIsLeftOutIsSaidOnceInAWhileAndNoneOfItTwice() {
        paper.fail(true);
        for (int second = 0; second < 20; second++) {
            nanos.set(Duration.ofSeconds(second).toNanos());
            writer.hand("lost\n", 1);
            int lost = second + 1;
            await().until(() -> waiting() == 0 && count("not_written") == lost);
            awaitSaid(second < 10 ? 1 : 2);
        }
        close();
        assertThat(leftOut()).hasSize(3);
        assertThat(leftOut().stream().mapToLong(Long::longValue).sum()).isEqualTo(20);
    }

    @Test
    void whatWaitsIsWrittenBeforeItIsClosed() {
        paper.standStill();
        writer.hand("first\n", 1);
        writer.hand("second\n", 1);
        Future<Void> closed = writer.close();
        assertThat(closed.isComplete()).isFalse();
        paper.goOn();
        awaitEnd(closed);
        assertThat(paper.lines()).containsExactly("first", "second");
    }

    @Test
    void anOutputThatStandsStillForGoodKeepsNobodyFromStopping() {
        paper.standStill();
        writer.hand("being written\n", 1);
        await().until(() -> paper.writing() == 1);
        writer.hand("lost\n", 1);
        close();
        assertThat(count("no_room")).isEqualTo(1);
        assertThat(paper.lines()).isEmpty();
        paper.goOn();
        // Said later it would be heard in another test.
        awaitSaid(1);
    }

    @Test
    void whatComesAfterTheEndIsCounted() {
        close();
        writer.hand("late\n", 1);
        assertThat(count("no_room")).isEqualTo(1);
        assertThat(waiting()).isZero();
        assertThat(paper.lines()).isEmpty();
    }

    @Test
    void linesOfManyThreadsStayTogetherAndInOrder() throws InterruptedException {
        List<Thread> threads = IntStream.range(0, 4)
                .mapToObj(name -> new Thread(() -> IntStream.range(0, 500)
                        .forEach(at -> writer.hand(name + " " + at + " a\n" + name + " " + at + " b\n", 2))))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        close();
        assertThat(paper.lines()).hasSize(4_000);
        for (int name = 0; name < 4; name++) {
            String prefix = name + " ";
            assertThat(paper.lines().stream().filter(line -> line.startsWith(prefix)))
                    .isEqualTo(IntStream.range(0, 1_000)
                            .mapToObj(at -> prefix + at / 2 + (at % 2 == 0 ? " a" : " b"))
                            .toList());
        }
    }

    private void fail(boolean isForeseen, boolean from) {
        if (isForeseen) {
            paper.fail(from);
        } else {
            paper.throwUnchecked(from);
        }
    }

    /** What is said is said after the line has been counted. */
    private void awaitSaid(int times) {
        await().until(() -> leftOut().size() == times);
    }

    private List<Long> leftOut() {
        return said.lines().stream()
                .map(event -> ((Number) event.getKeyValuePairs().get(0).value).longValue())
                .toList();
    }

    private void close() {
        awaitEnd(writer.close());
    }

    private static void awaitEnd(Future<Void> closed) {
        try {
            var unused =
                    closed.toCompletionStage().toCompletableFuture().get(Patience.LONG.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    private double count(String result) {
        return value("slotkeeper_access_lines_total{result=\"" + result + "\"}");
    }

    private double waiting() {
        return value("slotkeeper_access_lines_waiting");
    }

    private double value(String series) {
        return meters.scrape()
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElseThrow();
    }
}
