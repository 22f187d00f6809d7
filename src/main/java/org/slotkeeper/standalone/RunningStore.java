package org.slotkeeper.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A store's process as its pid file tells it: ours, or left behind by a run that was killed.
 *
 * <p>A pid is believed only when the command line of that process names our directory, because pids are used again.
 */
final class RunningStore {
    private final ProcessHandle process;

    private RunningStore(ProcessHandle process) {
        this.process = process;
    }

    /** The process that {@code pidFile} names, if it is alive and was started with {@code mark} among its arguments. */
    static Optional<RunningStore> find(Path pidFile, String mark) {
        return pidIn(pidFile)
                .flatMap(ProcessHandle::of)
                .filter(ProcessHandle::isAlive)
                .filter(handle -> isStartedWith(handle, mark))
                .map(RunningStore::new);
    }

    private static Optional<Long> pidIn(Path pidFile) {
        try (var lines = Files.lines(pidFile)) {
            return lines.findFirst().map(String::strip).map(Long::valueOf);
        } catch (IOException | NumberFormatException none) {
            return Optional.empty();
        }
    }

    private static boolean isStartedWith(ProcessHandle handle, String mark) {
        return handle.info().arguments().stream().flatMap(Arrays::stream).anyMatch(mark::equals);
    }

    /** Asks the store to stop in the given order of signals, waiting between them, and at last forces it. */
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

    /** Java can send two signals only, and the one that ends Postgres at once but in order is not among them. */
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
        try {
            ProcessHandle unused = process.onExit().get(seconds, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException alive) {
            return false;
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        } catch (ExecutionException cause) {
            throw new IllegalStateException(cause);
        }
    }
}
