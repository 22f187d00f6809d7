package org.slotkeeper.simulation;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;

/** Puts something of a test's own in front of a port. */
final class Ports {

    private Ports() {}

    /** What is answered instead of the port; nothing if the port is to answer. */
    interface Instead {
        Optional<Object> answer(String method, Object[] arguments);
    }

    static <T> T inFront(Class<T> port, T real, Instead instead) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> instead.answer(
                                method.getName(), arguments == null ? new Object[0] : arguments)
                        .orElseGet(() -> ask(real, method, arguments))));
    }

    private static Object ask(Object real, Method method, Object[] arguments) {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(thrown);
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
