package org.slotkeeper.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A store's process as its pid file tells it: ours, or left behind by a run that was killed.
 *
 * <p>A pid is believed only when the command line of that process names our directory, because pids
 * are used again.
 */
final class RunningStore {
    private static final int POLL_MILLIS = 25;

    private final ProcessHandle process;
    private final String mark;

    private RunningStore(ProcessHandle process, String mark) {
        this.process = process;
        this.mark = mark;
    }

    /**
     * The process that {@code pidFile} names, if it is alive and was started with {@code mark}
     * among its arguments.
     */
    static Optional<RunningStore> find(Path pidFile, String mark) {
        return living(pidFile).map(process -> new RunningStore(process, mark)).filter(RunningStore::isRunning);
    }

    /**
     * Whether {@code pidFile} names a process that is there and surely no store that was started
     * with {@code mark}.
     */
    static boolean isForeign(Path pidFile, String mark) {
        return living(pidFile)
                .filter(process -> isDefunct(process)
                        || arguments(process)
                                .filter(found -> !found.contains(mark))
                                .isPresent())
                .isPresent();
    }

    private static Optional<ProcessHandle> living(Path pidFile) {
        return pidIn(pidFile).flatMap(ProcessHandle::of).filter(ProcessHandle::isAlive);
    }

    private static Optional<Long> pidIn(Path pidFile) {
        try (var lines = Files.lines(pidFile)) {
            return lines.findFirst().map(String::strip).map(Long::valueOf);
        } catch (IOException | UncheckedIOException | NumberFormatException none) {
            return Optional.empty();
        }
    }

    /**
     * A process that has ended keeps its pid until its parent asks, and a container's first process
     * may never ask.
     */
    private static boolean isDefunct(ProcessHandle process) {
        try {
            String status = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            return status.startsWith(" Z", status.lastIndexOf(')') + 1);
        } catch (IOException notThisSystem) {
            return false;
        }
    }

    private static Optional<List<String>> arguments(ProcessHandle process) {
        return process.info().arguments().map(List::of);
    }

    private boolean isRunning() {
        return process.isAlive()
                && arguments(process).filter(found -> found.contains(mark)).isPresent();
    }

    /**
     * Asks the store to stop in the given order of signals, waiting between them, and at last
     * forces it.
     */
    void stop(List<String> signals, int secondsEach) {
        for (String signal : signals) {
            send(signal);
            if (hasEndedWithin(secondsEach)) {
                return;
            }
        }
        boolean unused = process.destroyForcibly();
        if (!hasEndedWithin(secondsEach)) {
            throw new StoreNotStarted(
                    "process " + process.pid() + " of an embedded store cannot be stopped: stop it by hand");
        }
    }

    /**
     * Java can send two signals only, and the one that ends Postgres at once but in order is not
     * among them.
     */
    private void send(String signal) {
        try {
            int unused = new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " " + process.pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException cause) {
            boolean unused = process.destroy();
        } catch (InterruptedException cause) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean hasEndedWithin(int seconds) {
        for (int left = seconds * 1000 / POLL_MILLIS; left > 0; left--) {
            if (!isRunning()) {
                return true;
            }
            pause();
        }
        return !isRunning();
    }

    /** A moment, or less when the process ends in it. */
    private void pause() {
        try {
            ProcessHandle unused = process.onExit().get(POLL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException stillThere) {
            return;
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException cause) {
            throw new IllegalStateException("cannot wait for process " + process.pid(), cause);
        }
    }
}
