package org.slotkeeper.gateway;

import java.lang.reflect.Field;

/**
 * Refuses to serve with a decoder of HTTP/1 requests that is not ours: the one of the same name in
 * Vert.x lets requests be smuggled.
 */
final class DecoderCheck {

    private static final String DECODER = "io.vertx.core.http.impl.VertxHttpRequestDecoder";

    private DecoderCheck() {}

    /** @throws IllegalStateException if the server would read requests with another decoder */
    public static void requireOurs() {
        requireOurs(DecoderCheck.class.getClassLoader());
    }

    static void requireOurs(ClassLoader loader) {
        try {
            // Looked up by name at run time: the compiler would copy a constant into this class and
            // prove nothing.
            Field origin = Class.forName(DECODER, true, loader).getField("ORIGIN");
            if (!"org.slotkeeper".equals(origin.get(null))) {
                throw new IllegalStateException("the decoder of HTTP/1 requests is of unknown origin");
            }
        } catch (ReflectiveOperationException missing) {
            throw new IllegalStateException(
                    "the decoder of HTTP/1 requests is not ours: put slotkeeper's classes before vertx-core on the class path",
                    missing);
        }
    }
}
