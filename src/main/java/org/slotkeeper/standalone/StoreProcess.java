package org.slotkeeper.standalone;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A store as a child process: started with an empty environment, watched until it answers, and
 * stopped within bounds.
 */
final class StoreProcess {
    private static final int POLL_MILLIS = 25;
    private static final int LAST_LINES = 12;
    private static final Set<Integer> CANNOT_BE_RUN = Set.of(126, 127);

    private final String name;
    private final Process process;
    private final Path log;

    private StoreProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /**
     * Starts a command as a user; what it says before it has a log of its own goes to {@code log}.
     */
    static StoreProcess start(String name, List<String> command, StoreUser user, Path directory, Path log) {
        List<String> whole = new ArrayList<>();
        // In a session of its own a store does not hear the Ctrl-C that is meant for us: we stop it
        // when we are done.
        Executables.find("setsid").ifPresent(setsid -> whole.add(setsid.toString()));
        whole.addAll(user.running(command));
        ProcessBuilder builder = new ProcessBuilder(whole)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().retainAll(List.of("PATH", "TMPDIR"));
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("TZ", "UTC");
        try {
            return new StoreProcess(name, builder.start(), log);
        } catch (IOException cause) {
            throw new StoreNotStarted(name + " cannot be run on this machine: " + cause.getMessage(), cause);
        }
    }

    /** Waits for a command that ends by itself. */
    void awaitSuccess(int seconds) {
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                Process unused = process.destroyForcibly();
                throw failed("did not finish within " + seconds + " s");
            }
        } catch (InterruptedException cause) {
            throw interrupted(cause);
        }
        if (process.exitValue() != 0) {
            throw failed("ended with code " + process.exitValue());
        }
    }

    /** Waits until the store answers; fails as soon as it has died, or when the time is over. */
    void awaitReady(BooleanSupplier answers, int seconds) {
        try {
            for (int left = seconds * 1000 / POLL_MILLIS; left > 0; left--) {
                if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                    throw failed("ended with code " + process.exitValue() + " while starting");
                }
                if (answers.getAsBoolean()) {
                    return;
                }
            }
        } catch (InterruptedException cause) {
            throw interrupted(cause);
        }
        throw failed("did not answer within " + seconds + " s");
    }

    StoreNotStarted failed(String what) {
        String lastWords = tail(log);
        return new StoreNotStarted(
                name + " " + what + hint(lastWords) + "; its log " + log + " ends with:\n" + lastWords);
    }

    private String hint(String lastWords) {
        if (lastWords.contains("error while loading shared libraries")) {
            return ": install the library that it names (libssl.so.3 is in the package libssl3)";
        }
        if (!process.isAlive() && CANNOT_BE_RUN.contains(process.exitValue())) {
            return ": its program does not run on this machine; it needs the GNU C library, which images with musl lack";
        }
        return "";
    }

    /** The last resort, for a store that could not be stopped by its pid file. */
    void destroy() {
        Process unused = process.destroyForcibly();
    }

    /** Keeps the log of the run before, so that two runs at most are on the disk. */
    static void beginLog(Path log) {
        try {
            if (Files.exists(log)) {
                Path unused = Files.move(
                        log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException cause) {
            throw new StoreNotStarted("cannot write the log " + log + ": " + cause, cause);
        }
    }

    private StoreNotStarted interrupted(InterruptedException cause) {
        Process unused = process.destroyForcibly();
        Thread.currentThread().interrupt();
        return new StoreNotStarted(name + " was not started: we were told to stop meanwhile", cause);
    }

    private static String tail(Path log) {
        try {
            List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        } catch (IOException unreadable) {
            return "(its log cannot be read: " + unreadable + ")";
        }
    }
}
