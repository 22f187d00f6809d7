package org.slotkeeper.fault;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands around an engine's ports and does at a named point what it was told to do there. */
public final class Breakpoints {

    /** As the shell names a process that was killed. */
    private static final int KILLED = 137;

    /** What happens at a point. */
    public enum Action {
        /** The process is gone at once: no hook runs, nothing is flushed. */
        HALT,
        /** The request that is there waits; others go on. */
        PAUSE,
        /** The event loop stands still, as in a long collection of garbage. */
        FREEZE,
        /** The call fails. */
        FAIL
    }

    private record Trap(Action action, long millis, AtomicInteger left) {}

    private final Map<Point, Trap> traps = new ConcurrentHashMap<>();
    private final Set<Point> passed = ConcurrentHashMap.newKeySet();
    private final Queue<Runnable> paused = new ConcurrentLinkedQueue<>();
    private final PrintStream out;

    /** @param out hears of each point when it is first passed, {@code pass NAME}, and whenever something was done there, {@code hit NAME} */
    public Breakpoints(PrintStream out) {
        this.out = out;
    }

    /** The next {@code times} times that the point is passed. */
    public void arm(Point point, Action action, long millis, int times) {
        traps.put(point, new Trap(action, millis, new AtomicInteger(times)));
    }

    public void disarm() {
        traps.clear();
    }

    /** Whatever waits at a point goes on. */
    public void resume() {
        for (Runnable one = paused.poll(); one != null; one = paused.poll()) {
            one.run();
        }
    }

    /** The same port, with all named points of it in force. */
    public <P> P around(Class<P> port, P target) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(),
                new Class<?>[] {port},
                (proxy, method, arguments) -> call(port, target, method, arguments)));
    }

    private Object call(Class<?> port, Object target, Method method, Object[] arguments) throws Throwable {
        if (!method.getReturnType().equals(Future.class)) {
            return invoke(target, method, arguments);
        }
        Object argument = arguments == null || arguments.length == 0 ? "" : arguments[0];
        String name = method.getName();
        return meet(Point.before(port, name, argument))
                .compose(go -> begin(target, method, arguments))
                .compose(answer -> meet(Point.after(port, name, argument, Objects.requireNonNullElse(answer, "")))
                        .map(met -> answer));
    }

    private static Future<Object> begin(Object target, Method method, Object[] arguments) {
        try {
            @SuppressWarnings("unchecked")
            Future<Object> begun = (Future<Object>) invoke(target, method, arguments);
            return begun;
        } catch (Throwable cause) {
            return Future.failedFuture(cause);
        }
    }

    private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException wrapped) {
            throw wrapped.getCause();
        }
    }

    private Future<Void> meet(Optional<Point> point) {
        point.filter(passed::add).ifPresent(first -> say("pass " + first));
        Optional<Trap> trap = point.flatMap(met -> Optional.ofNullable(traps.get(met)));
        if (trap.isEmpty() || trap.get().left().getAndDecrement() <= 0) {
            return Future.succeededFuture();
        }
        say("hit " + point.get());
        return spring(point.get(), trap.get());
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }

    private Future<Void> spring(Point point, Trap trap) {
        return switch (trap.action()) {
            case HALT -> {
                Runtime.getRuntime().halt(KILLED);
                yield Future.succeededFuture();
            }
            case PAUSE -> pause(trap.millis());
            case FREEZE -> {
                freeze(trap.millis());
                yield Future.succeededFuture();
            }
            case FAIL -> Future.failedFuture("made to fail " + point);
        };
    }

    private Future<Void> pause(long millis) {
        Context context = Vertx.currentContext();
        if (context == null) {
            freeze(millis);
            return Future.succeededFuture();
        }
        Promise<Void> rested = Promise.promise();
        boolean unusedAdded = paused.add(() -> context.runOnContext(here -> rested.tryComplete()));
        long unusedTimer = context.owner().setTimer(millis, due -> rested.tryComplete());
        return rested.future();
    }

    private static void freeze(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
