package org.slotkeeper.api.fhir;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;

/** Bytes put one after the other into room that was measured before. */
final class Bytes {

    private final byte[] room;
    private int length;

    Bytes(int lengthMax) {
        this.room = new byte[lengthMax];
    }

    @CanIgnoreReturnValue
    Bytes put(byte[] bytes) {
        System.arraycopy(bytes, 0, room, length, bytes.length);
        length += bytes.length;
        return this;
    }

    @CanIgnoreReturnValue
    Bytes put(char ascii) {
        room[length++] = (byte) ascii;
        return this;
    }

    /** A number that is not negative in decimal digits, with zeros before it up to this width. */
    @CanIgnoreReturnValue
    Bytes putPadded(int number, int width) {
        int digits = 1;
        for (int rest = number; rest > 9; rest /= 10) {
            digits++;
        }
        int end = length + Math.max(width, digits);
        int rest = number;
        for (int at = end - 1; at >= length; at--) {
            room[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length = end;
        return this;
    }

    /** Without another copy: nothing may be put after this. */
    Buffer toBuffer() {
        return BufferInternal.buffer(Unpooled.wrappedBuffer(room, 0, length));
    }
}
