package org.slotkeeper.testing;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.platform.commons.support.ReflectionSupport;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** A run that leaves the trials out says so, and which: it must not be taken for a whole one. */
public final class LeftOutListener implements LauncherSessionListener {

    private static final Path CLASSES = Path.of("test-classes");
    /** A JVM of the build has more than one session. */
    private static final AtomicBoolean SAID = new AtomicBoolean();

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        // Of the JVMs that run side by side one speaks for all.
        if (Boolean.getBoolean("slotkeeper.trialsLeftOut") && Fork.NUMBER == 1 && !SAID.getAndSet(true)) {
            System.out.println(sentence());
        }
    }

    static String sentence() {
        return "LEFT OUT by -Dquick: "
                + trials().stream()
                        .map(trial -> trial.getAnnotation(Trial.class).value() + " (" + trial.getSimpleName() + ")")
                        .collect(Collectors.joining(", "))
                + ". ./mvnw verify runs them too.";
    }

    static List<Class<?>> trials() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(entry -> entry.endsWith(CLASSES))
                .flatMap(root -> ReflectionSupport.findAllClassesInClasspathRoot(
                        root.toUri(), found -> found.isAnnotationPresent(Trial.class), name -> name.endsWith("Test"))
                        .stream())
                .toList();
    }
}
