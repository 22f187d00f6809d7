package org.slotkeeper.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slotkeeper.testing.Deadline;

/** One link between two processes, which can be broken while they talk. What it leads to may move. */
final class FaultProxy implements AutoCloseable {

    /** What happens to what comes over the link. */
    enum Way {
        PASS,
        /** Nobody is let through, and who was through is cut off. */
        RESET,
        /** Nothing arrives either way, and nobody is told; what was sent arrives when it is over, late. */
        BLACK_HOLE,
        /** What the client sends is lost. */
        DEAF,
        /** What the server sends is lost. */
        DUMB,
        DELAY,
        SLOW
    }

    /** What happens to the next write that a client asks of Postgres. */
    enum Commit {
        PASS,
        /** It arrives and is done; the answer does not come back, and the connection is cut. */
        ANSWER_LOST,
        /** It never arrives, and the connection is cut. */
        LOST
    }

    private static final int CONNECT_MILLIS = 2_000;

    private final String name;
    private final ServerSocket server;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger commitsLeft = new AtomicInteger();
    private final AtomicLong bytesLeft = new AtomicLong(Long.MAX_VALUE);
    private final AtomicInteger broken = new AtomicInteger();
    private volatile int target;
    private volatile Way way = Way.PASS;
    private volatile Commit commit = Commit.PASS;
    private volatile boolean isClosed;

    FaultProxy(String name) {
        this.name = name;
        try {
            this.server = new ServerSocket();
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
        start("accepts for " + name, this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    void leadTo(int port) {
        target = port;
    }

    void set(Way other) {
        way = other;
        if (other == Way.RESET) {
            cut();
        }
    }

    /** The next writes of Postgres' clients, so many of them. */
    void set(Commit other, int times) {
        commit = other;
        commitsLeft.set(times);
    }

    /** All connections are cut off when so many bytes more have come over the link. */
    void cutAfter(long bytes) {
        bytesLeft.set(bytes);
    }

    /** Cuts off whoever is through; they may come again. */
    void cut() {
        broken.addAndGet(connections.size());
        connections.forEach(Connection::reset);
    }

    void heal() {
        Way was = way;
        way = Way.PASS;
        commit = Commit.PASS;
        bytesLeft.set(Long.MAX_VALUE);
        if (was == Way.DEAF || was == Way.DUMB) {
            // Bytes are missing from what these have heard.
            cut();
        }
    }

    /** How many connections it has cut off. */
    int broken() {
        return broken.get();
    }

    @Override
    public void close() {
        isClosed = true;
        closeQuietly(server);
        connections.forEach(Connection::reset);
    }

    private void accept() {
        while (!isClosed) {
            try {
                Socket client = server.accept();
                start("connects for " + name, () -> connect(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Socket client) {
        try {
            waitWhileHeld();
            if (way == Way.RESET || isClosed) {
                reset(client);
                return;
            }
            Socket upstream = new Socket();
            upstream.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), CONNECT_MILLIS);
            new Connection(client, upstream).open();
        } catch (IOException | UncheckedIOException away) {
            reset(client);
        }
    }

    private void waitWhileHeld() {
        while (way == Way.BLACK_HOLE && !isClosed) {
            Deadline.rest(5);
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(null, work, name, 128 * 1024);
        thread.setDaemon(true);
        thread.start();
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException gone) {
            return;
        } finally {
            closeQuietly(socket);
        }
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception gone) {
            return;
        }
    }

    private final class Connection {

        private final Socket client;
        private final Socket upstream;
        private final PostgresTalk talk = new PostgresTalk();
        private volatile boolean isAnswerLost;

        Connection(Socket client, Socket upstream) {
            this.client = client;
            this.upstream = upstream;
        }

        void open() throws IOException {
            client.setTcpNoDelay(true);
            upstream.setTcpNoDelay(true);
            connections.add(this);
            start("to " + name, () -> pump(client, upstream, true));
            start("from " + name, () -> pump(upstream, client, false));
        }

        void reset() {
            connections.remove(this);
            FaultProxy.reset(client);
            FaultProxy.reset(upstream);
        }

        private void pump(Socket from, Socket to, boolean isThere) {
            byte[] buffer = new byte[16 * 1024];
            try {
                for (int read = from.getInputStream().read(buffer);
                        read >= 0;
                        read = from.getInputStream().read(buffer)) {
                    if (!pass(buffer, read, to, isThere)) {
                        broken.incrementAndGet();
                        reset();
                        return;
                    }
                }
                to.shutdownOutput();
                if (from.isClosed() || to.isInputShutdown() || !isThere) {
                    end();
                }
            } catch (IOException | UncheckedIOException gone) {
                end();
            }
        }

        private void end() {
            connections.remove(this);
            closeQuietly(client);
            closeQuietly(upstream);
        }

        /** False if the connection is to be cut. */
        private boolean pass(byte[] buffer, int count, Socket to, boolean isThere) throws IOException {
            waitWhileHeld();
            if (way == (isThere ? Way.DEAF : Way.DUMB)) {
                return true;
            }
            if (bytesLeft.addAndGet(-count) < 0) {
                bytesLeft.set(Long.MAX_VALUE);
                return false;
            }
            if (isThere && !passWrite(buffer, count)) {
                return false;
            }
            if (!isThere && isAnswerLost) {
                return !PostgresTalk.isReadyAgain(buffer, count);
            }
            write(buffer, count, to);
            return true;
        }

        /** Looks for writes only while one is to be broken, but listens all the time: statements are named once. */
        private boolean passWrite(byte[] buffer, int count) {
            boolean isWrite = talk.isWrite(buffer, count);
            if (!isWrite || commit == Commit.PASS || commitsLeft.getAndDecrement() <= 0) {
                return true;
            }
            isAnswerLost = commit == Commit.ANSWER_LOST;
            return isAnswerLost;
        }

        private void write(byte[] buffer, int count, Socket to) throws IOException {
            if (way == Way.DELAY) {
                Deadline.rest(150);
            }
            if (way != Way.SLOW) {
                to.getOutputStream().write(buffer, 0, count);
                return;
            }
            for (int from = 0; from < count; from += 64) {
                to.getOutputStream().write(buffer, from, Math.min(64, count - from));
                if (way == Way.SLOW) {
                    Deadline.rest(10);
                }
            }
        }
    }
}
