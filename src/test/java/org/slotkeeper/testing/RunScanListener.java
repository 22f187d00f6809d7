package org.slotkeeper.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Begins a run of tests with an empty {@link RunOutput}, and fails it at its end if a patient is in what has been gathered there. */
public final class RunScanListener implements LauncherSessionListener {

    private static final AtomicBoolean BEGUN = new AtomicBoolean();

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        if (!BEGUN.getAndSet(true)) {
            RunOutput.directory().ifPresent(RunScanListener::empty);
        }
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        RunOutput.directory().filter(Files::isDirectory).ifPresent(RunScanListener::requireNobodyIn);
    }

    private static void empty(Path directory) {
        try {
            for (RunOutput.Kind kind : RunOutput.Kind.values()) {
                boolean unused = Files.deleteIfExists(kind.in(directory));
            }
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    static void requireNobodyIn(Path directory) {
        try {
            List<String> findings = RunScan.findingsIn(directory);
            if (!findings.isEmpty()) {
                throw new AssertionError("patients in what this run of tests told the outside, in " + directory + ":\n"
                        + String.join("\n", findings));
            }
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
