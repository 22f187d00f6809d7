package org.slotkeeper.mutation;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.MethodSelector;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.slotkeeper.testing.Stores;

/** A test of the suite, to be run on a mutant. */
record NamedTest(String className, String method) {

    /** @param text class below {@code org.slotkeeper} and method, with a # between */
    static NamedTest of(String text) {
        int hash = text.indexOf('#');
        return new NamedTest("org.slotkeeper." + text.substring(0, hash), text.substring(hash + 1));
    }

    /** How each run of the test ended that did not go well; one method may be several tests. */
    List<Throwable> failuresOn(Mutant mutant) {
        // The mutant's tests count their practices from one again, as others did before in the same Redis.
        var unused = Stores.flushed();
        int databases = Stores.databases();
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(mutant);
        try {
            return run(mutant.loadClass(className));
        } catch (ClassNotFoundException cause) {
            throw new IllegalStateException(cause);
        } finally {
            thread.setContextClassLoader(before);
            Stores.dropDatabasesSince(databases);
        }
    }

    private List<Throwable> run(Class<?> testClass) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectorIn(testClass))
                .filters(EngineFilter.includeEngines("junit-jupiter"))
                .build();
        Outcomes outcomes = new Outcomes();
        LauncherConfig alone = LauncherConfig.builder()
                .enableTestExecutionListenerAutoRegistration(false)
                .enableLauncherSessionListenerAutoRegistration(false)
                .build();
        LauncherFactory.create(alone).execute(request, outcomes);
        if (outcomes.tests == 0) {
            throw new IllegalStateException("no test was run of " + this, outcomes.first());
        }
        return outcomes.failures;
    }

    /** By its name alone, whatever it is given; it may stand in a class or an interface that the test's is made of. */
    private MethodSelector selectorIn(Class<?> testClass) {
        Stream<Method> own = Stream.<Class<?>>iterate(testClass, Objects::nonNull, Class::getSuperclass)
                .flatMap(type -> Stream.of(type.getDeclaredMethods()));
        return Stream.concat(own, Stream.of(testClass.getMethods()))
                .filter(found -> found.getName().equals(method) && !found.isBridge())
                .findFirst()
                .map(found -> selectMethod(testClass, found))
                .orElseThrow(() -> new IllegalStateException("there is no test " + this));
    }

    private static final class Outcomes implements TestExecutionListener {

        private final List<Throwable> failures = new ArrayList<>();
        private int tests;

        @Override
        public void executionFinished(TestIdentifier finished, TestExecutionResult result) {
            tests += finished.isTest() ? 1 : 0;
            result.getThrowable().ifPresent(failures::add);
        }

        Throwable first() {
            return failures.isEmpty() ? null : failures.get(0);
        }
    }

    @Override
    public String toString() {
        return className.substring(className.lastIndexOf('.') + 1) + '#' + method;
    }
}
