package org.slotkeeper.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slotkeeper.platform.OwnerThread;

/**
 * Whatever has an owner refuses every call of another thread, before it does anything else: each method that others can
 * call is called here on such an object. Those that any thread may call are named below; an object or a method that is
 * new is found by itself.
 */
final class OwnedObjectsTest {

    private static final Path SOURCES = Path.of("src/main/java");

    /** They touch nothing that is the owner's, or only read what may be a moment old. */
    private static final Map<String, Set<String>> OF_ANY_THREAD = Map.of(
            "DoorLoop",
            Set.of("parts", "faults", "inFlight", "stallDetector", "connections", "accessLog", "owner", "now", "ask"),
            "ClusterMap",
            Set.of("learned", "ownerOf", "masters", "isWhole", "whyUnknown", "moved", "doubted", "close"),
            "FreeSeats",
            Set.of("mark", "isBehind"),
            "LoopLanes",
            Set.of("context", "count", "unanswered"),
            "PracticeSweep",
            Set.of("age"),
            "ReconcileAll",
            Set.of("remaining", "roundAge"),
            "RedisLane",
            Set.of("node", "unanswered"));

    /** Nobody else calls them, but they are where what was asked of elsewhere comes back. */
    private static final Map<String, Set<String>> COMING_BACK = Map.of(
            "ClusterMap", Set.of("refresh", "pauseIsOver", "learn"),
            "Exchange", Set.of("send", "part"),
            "FrontVerticle", Set.of("sweep"),
            "ReconcileAll", Set.of("reconcile", "isAsideNoMore", "walked"),
            "RedisLane", Set.of("end"));

    static Stream<Method> methods() throws IOException {
        return owned().stream().flatMap(OwnedObjectsTest::ofItsOwner);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void everyMethodOfItsOwner(Method method) throws ReflectiveOperationException, InterruptedException {
        Object owned = ownedByAnother(method.getDeclaringClass());
        method.setAccessible(true);

        assertThat(thrownBy(method, owned))
                .as("%s from another thread than the owner's", method)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("belongs to");
    }

    @Test
    void whatHasAnOwnerIsFound() throws IOException {
        assertThat(owned())
                .extracting(Class::getSimpleName)
                .contains("MicroBatch", "PinnedConnection", "Exchange", "ClusterMap", "FrontVerticle")
                .hasSizeGreaterThan(10);
        assertThat(owned()).allSatisfy(type -> assertThat(ofItsOwner(type)).isNotEmpty());
    }

    @Test
    void whateverIsNamedHereIsThere() throws IOException {
        Map<String, Set<String>> there =
                owned().stream().collect(Collectors.toMap(Class::getSimpleName, OwnedObjectsTest::methodsOf));

        Stream.of(OF_ANY_THREAD, COMING_BACK)
                .forEach(named -> named.forEach(
                        (type, methods) -> assertThat(there.get(type)).as(type).containsAll(methods)));
    }

    /** Each file that knows of owners has somebody with one, but for the owner itself. */
    private static List<Class<?>> owned() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java") && !file.endsWith("OwnerThread.java"))
                    .filter(file -> read(file).contains("import " + OwnerThread.class.getName() + ";"))
                    .<Class<?>>map(OwnedObjectsTest::ownedIn)
                    .toList();
        }
    }

    private static Class<?> ownedIn(Path file) {
        String name = SOURCES.relativize(file).toString().replace(File.separatorChar, '.');
        Class<?> type = loaded(name.substring(0, name.length() - ".java".length()));
        return Stream.concat(Stream.of(type), Stream.of(type.getDeclaredClasses()))
                .filter(one -> Stream.of(one.getDeclaredFields()).anyMatch(OwnedObjectsTest::isOwner))
                .findFirst()
                .orElseThrow(() -> new AssertionError(file + " has nothing that is owned"));
    }

    private static boolean isOwner(Field field) {
        return field.getType() == OwnerThread.class;
    }

    private static Class<?> loaded(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException cause) {
            throw new AssertionError(cause);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private static Stream<Method> ofItsOwner(Class<?> type) {
        Set<String> ofAnyThread = OF_ANY_THREAD.getOrDefault(type.getSimpleName(), Set.of());
        Set<String> comingBack = COMING_BACK.getOrDefault(type.getSimpleName(), Set.of());
        return Stream.of(type.getDeclaredMethods())
                .filter(method -> !method.isSynthetic() && !Modifier.isStatic(method.getModifiers()))
                .filter(method -> !Modifier.isPrivate(method.getModifiers()) || comingBack.contains(method.getName()))
                .filter(method -> !ofAnyThread.contains(method.getName()));
    }

    private static Set<String> methodsOf(Class<?> type) {
        return Stream.of(type.getDeclaredMethods()).map(Method::getName).collect(Collectors.toSet());
    }

    /** Nothing of it is there but its owner: whoever touches anything before he asks falls over it. */
    private static Object ownedByAnother(Class<?> type) throws ReflectiveOperationException, InterruptedException {
        OwnerThread owner = new OwnerThread();
        Thread another = new Thread(owner::require, "the owner");
        another.start();
        another.join();
        Object owned = allocated(type);
        for (Field field : type.getDeclaredFields()) {
            if (isOwner(field)) {
                field.setAccessible(true);
                field.set(owned, owner);
            }
        }
        return owned;
    }

    /** By a name, since the compiler warns of it. */
    private static Object allocated(Class<?> type) throws ReflectiveOperationException {
        Class<?> unsafe = Class.forName("sun.misc.Unsafe");
        Field only = unsafe.getDeclaredField("theUnsafe");
        only.setAccessible(true);
        return unsafe.getMethod("allocateInstance", Class.class).invoke(only.get(null), type);
    }

    private static Throwable thrownBy(Method method, Object owned) throws IllegalAccessException {
        Object[] nothing = Stream.of(method.getParameterTypes())
                .map(OwnedObjectsTest::nothing)
                .toArray();
        try {
            Object came = method.invoke(owned, nothing);
            return new AssertionError("it was allowed, and came to " + came);
        } catch (InvocationTargetException thrown) {
            return thrown.getCause();
        }
    }

    private static Object nothing(Class<?> type) {
        return Array.get(Array.newInstance(type, 1), 0);
    }
}
