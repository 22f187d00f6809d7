package org.slotkeeper.fault;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/** Understands so much of what a client says to Postgres as to tell a write from the rest. What is not Postgres' protocol is never a write. */
final class PostgresTalk {

    private static final int SSL_REQUEST = 80_877_103;
    private static final int PROTOCOL_3 = 3 << 16;
    private static final int LENGTH_MAX = 64 * 1024 * 1024;

    private final Set<String> writes = new HashSet<>();
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private boolean isStarted;
    private boolean isForeign;

    /** Whether these bytes run a statement that claims a request id or records what a practice publishes. */
    boolean isWrite(byte[] buffer, int count) {
        if (isForeign) {
            return false;
        }
        pending.write(buffer, 0, count);
        ByteBuffer said = ByteBuffer.wrap(pending.toByteArray());
        boolean isWrite = false;
        while (hasMessage(said) && !isForeign) {
            isWrite |= isStarted ? read(said) : readStart(said);
        }
        byte[] rest = new byte[said.remaining()];
        said.get(rest);
        pending.reset();
        pending.writeBytes(rest);
        return isWrite;
    }

    /** Whether an answer ends with the word that the server waits for the next statement. */
    static boolean isReadyAgain(byte[] buffer, int count) {
        return count >= 6
                && buffer[count - 6] == 'Z'
                && ByteBuffer.wrap(buffer, count - 5, 4).getInt() == 5;
    }

    private boolean hasMessage(ByteBuffer said) {
        int head = isStarted ? 1 : 0;
        if (said.remaining() < head + 4) {
            return false;
        }
        int length = said.getInt(said.position() + head);
        isForeign = length < 4 || length > LENGTH_MAX;
        return !isForeign && said.remaining() >= head + length;
    }

    private boolean readStart(ByteBuffer said) {
        int end = said.position() + said.getInt(said.position());
        int code = end - said.position() >= 8 ? said.getInt(said.position() + 4) : 0;
        isForeign = code != SSL_REQUEST && code != PROTOCOL_3;
        isStarted = code == PROTOCOL_3;
        said.position(end);
        return false;
    }

    private boolean read(ByteBuffer said) {
        int type = said.get();
        int end = said.position() + said.getInt(said.position());
        said.position(said.position() + 4);
        boolean isWrite = false;
        if (type == 'P') {
            String statement = text(said);
            if (isWrite(text(said))) {
                writes.add(statement);
            } else {
                writes.remove(statement);
            }
        } else if (type == 'B') {
            String unused = text(said);
            isWrite = writes.contains(text(said));
        }
        said.position(end);
        return isWrite;
    }

    private static boolean isWrite(String sql) {
        return sql.contains("INTO request") || sql.contains("UPDATE practice");
    }

    private static String text(ByteBuffer said) {
        int from = said.position();
        while (said.get() != 0) {
            continue;
        }
        return new String(said.array(), from, said.position() - 1 - from, StandardCharsets.UTF_8);
    }
}
