package org.slotkeeper.testing;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slotkeeper.standalone.PostgresAddress;

/**
 * Stands before a Postgres as PgBouncer does that is told to ignore start-up parameters: of what a session is begun with, the server hears user and database only. Nothing else is changed.
 */
public final class DroppingPooler implements AutoCloseable {

    private final PostgresAddress server;
    private final ServerSocket door;
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    public DroppingPooler(PostgresAddress server) {
        this.server = server;
        try {
            this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
        start(this::letIn);
    }

    public PostgresAddress address() {
        return new PostgresAddress(
                server.host(), door.getLocalPort(), server.database(), server.user(), server.password());
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException ended) {
                // One of the two ends has gone, and this goes with it.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private void letIn() throws IOException {
        while (true) {
            Socket client = door.accept();
            start(() -> pass(client));
        }
    }

    private void pass(Socket client) throws IOException {
        Socket behind = new Socket(server.host(), server.port());
        open.addAll(List.of(client, behind));
        try (client;
                behind) {
            DataInputStream asked = new DataInputStream(client.getInputStream());
            byte[] startup = asked.readNBytes(asked.readInt() - 4);
            byte[] kept = userAndDatabase(startup);
            DataOutputStream told = new DataOutputStream(behind.getOutputStream());
            told.writeInt(kept.length + 4);
            told.write(kept);
            start(() -> copy(behind.getInputStream(), client.getOutputStream(), client));
            copy(asked, told, behind);
        }
    }

    private static void copy(InputStream from, OutputStream to, Socket end) throws IOException {
        try (end) {
            byte[] part = new byte[8192];
            for (int read = from.read(part); read > 0; read = from.read(part)) {
                to.write(part, 0, read);
            }
        }
    }

    /** The version, and pairs of texts that each end with a zero. */
    private static byte[] userAndDatabase(byte[] startup) {
        String version = new String(startup, 0, 4, StandardCharsets.ISO_8859_1);
        String[] texts = new String(startup, 4, startup.length - 4, StandardCharsets.ISO_8859_1).split("\0");
        StringBuilder kept = new StringBuilder(version);
        for (int at = 0; at + 1 < texts.length; at += 2) {
            if (texts[at].equals("user") || texts[at].equals("database") || texts[at].equals("client_encoding")) {
                kept.append(texts[at]).append('\0').append(texts[at + 1]).append('\0');
            }
        }
        return kept.append('\0').toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        try {
            door.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
