package org.slotkeeper.gateway.http;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** A body as it comes in. Nearly every one comes in one part, and that part is used as it is. */
public final class Body {

    public static final Buffer EMPTY = Buffer.buffer(0);

    private @Nullable Buffer parts;
    private boolean isOurs;
    private int length;

    /** @return whether it is still no longer than this */
    public boolean count(Buffer part, int bytesMax) {
        length += part.length();
        return length <= bytesMax;
    }

    public void keep(Buffer part) {
        if (parts == null) {
            parts = part;
            return;
        }
        if (!isOurs) {
            parts = Buffer.buffer(4 * parts.length()).appendBuffer(parts);
            isOurs = true;
        }
        parts.appendBuffer(part);
    }

    public Buffer whole() {
        return parts == null ? EMPTY : parts;
    }
}
