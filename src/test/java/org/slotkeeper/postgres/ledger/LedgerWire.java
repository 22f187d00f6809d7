package org.slotkeeper.postgres.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slotkeeper.standalone.PostgresAddress;

/** A wire to Postgres that a test can break: what goes over it can be lost on its way there, or on its way back. */
public final class LedgerWire implements AutoCloseable {

    /** What befalls the bytes. */
    public enum Fault {
        NONE,
        /** The next bytes to Postgres are lost, and the connection with them. Then all is well again. */
        CUT_BEFORE_SENT,
        /** The next bytes from Postgres are lost, and the connection with them. Then all is well again. */
        CUT_BEFORE_ANSWERED,
        /** Nothing comes back from Postgres, and no end of the connection is seen. */
        SILENT,
        /** There is no connection, nor can one be made. */
        DOWN
    }

    private final ServerSocket door;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile PostgresAddress target;
    private volatile Fault fault = Fault.NONE;

    public LedgerWire(PostgresAddress target) {
        this.target = target;
        try {
            this.door = new ServerSocket(0, 200, InetAddress.getByName("127.0.0.1"));
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
        start(this::accept);
    }

    public String address() {
        return "127.0.0.1:" + door.getLocalPort();
    }

    /** New connections go there. */
    public void leadTo(PostgresAddress other) {
        target = other;
    }

    public void suffer(Fault next) {
        fault = next;
        if (next == Fault.DOWN) {
            sockets.forEach(LedgerWire::close);
        }
    }

    /** How many connections have been made. */
    public int connections() {
        return connections.get();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                if (fault == Fault.DOWN) {
                    close(client);
                } else {
                    join(client);
                }
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void join(Socket client) {
        try {
            Socket server = new Socket(target.host(), target.port());
            connections.incrementAndGet();
            sockets.add(client);
            sockets.add(server);
            start(() -> carry(client, server, Fault.CUT_BEFORE_SENT));
            start(() -> carry(server, client, Fault.CUT_BEFORE_ANSWERED));
        } catch (IOException refused) {
            close(client);
        }
    }

    private void carry(Socket from, Socket to, Fault deadly) {
        byte[] bytes = new byte[16_384];
        try {
            for (int count = from.getInputStream().read(bytes);
                    count >= 0;
                    count = from.getInputStream().read(bytes)) {
                if (fault == deadly) {
                    fault = Fault.NONE;
                    break;
                }
                boolean isLost = fault == Fault.SILENT && deadly == Fault.CUT_BEFORE_ANSWERED;
                if (!isLost) {
                    to.getOutputStream().write(bytes, 0, count);
                }
            }
        } catch (IOException broken) {
            // Then both ends are.
        }
        close(from);
        close(to);
        sockets.remove(from);
        sockets.remove(to);
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "ledger-wire");
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // It is closed.
        }
    }

    @Override
    public void close() {
        suffer(Fault.DOWN);
        try {
            door.close();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
