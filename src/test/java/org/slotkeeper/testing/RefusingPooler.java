package org.slotkeeper.testing;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.slotkeeper.standalone.PostgresAddress;

/** Answers as PgBouncer does that has not been told to ignore start-up parameters: it lets nobody in who has one. */
public final class RefusingPooler implements AutoCloseable {

    private static final int PROTOCOL_3 = 3 << 16;

    private final ServerSocket door;
    private final AtomicInteger refused = new AtomicInteger();

    public RefusingPooler() {
        try {
            this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
        Thread thread = new Thread(this::letIn);
        thread.setDaemon(true);
        thread.start();
    }

    public PostgresAddress address() {
        return new PostgresAddress("127.0.0.1", door.getLocalPort(), "ledger", "slotkeeper", "hush");
    }

    /** How many were refused. */
    public int refused() {
        return refused.get();
    }

    private void letIn() {
        while (!door.isClosed()) {
            try (Socket client = door.accept()) {
                refuse(client);
            } catch (IOException ended) {
                // Whoever came has gone, or nobody will come any more.
            }
        }
    }

    private void refuse(Socket client) throws IOException {
        DataInputStream asked = new DataInputStream(client.getInputStream());
        byte[] startup = asked.readNBytes(asked.readInt() - 4);
        if (((startup[0] & 0xff) << 24 | (startup[1] & 0xff) << 16 | (startup[2] & 0xff) << 8 | (startup[3] & 0xff))
                != PROTOCOL_3) {
            return;
        }
        String first =
                new String(startup, StandardCharsets.ISO_8859_1).contains("options") ? "options" : "statement_timeout";
        ByteArrayOutputStream fields = new ByteArrayOutputStream();
        for (String field : new String[] {"SFATAL", "C08P01", "Munsupported startup parameter: " + first}) {
            fields.writeBytes(field.getBytes(StandardCharsets.ISO_8859_1));
            fields.write(0);
        }
        fields.write(0);
        DataOutputStream told = new DataOutputStream(client.getOutputStream());
        told.write('E');
        told.writeInt(fields.size() + 4);
        told.write(fields.toByteArray());
        told.flush();
        int unused = refused.incrementAndGet();
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
