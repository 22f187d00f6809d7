package org.slotkeeper.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** One address for several processes, as a Service of Kubernetes is: each new connection goes to the next process that is in it, and those that are made stay where they are. */
final class ServiceBalancer implements AutoCloseable {

    private final ServerSocket server;
    private final List<Integer> ports = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger next = new AtomicInteger();

    ServiceBalancer() {
        try {
            this.server = new ServerSocket();
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
        start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    void add(int port) {
        ports.add(port);
    }

    /** No new connection goes there from now on. */
    void remove(int port) {
        boolean unused = ports.remove((Object) port);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                start(() -> connect(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Socket client) {
        Socket upstream = new Socket();
        open.add(client);
        open.add(upstream);
        try {
            Integer[] now = ports.toArray(Integer[]::new);
            int port = now[Math.floorMod(next.getAndIncrement(), now.length)];
            upstream.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            client.setTcpNoDelay(true);
            upstream.setTcpNoDelay(true);
            start(() -> pump(upstream, client));
            pump(client, upstream);
        } catch (IOException away) {
            end(client, upstream);
        }
    }

    /** Each direction ends by itself, so that an answer is passed on after its request has ended. */
    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[16 * 1024];
        try {
            for (int read = from.getInputStream().read(buffer);
                    read >= 0;
                    read = from.getInputStream().read(buffer)) {
                to.getOutputStream().write(buffer, 0, read);
            }
            to.shutdownOutput();
            if (from.isOutputShutdown()) {
                end(from, to);
            }
        } catch (IOException broken) {
            end(from, to);
        }
    }

    private void end(Socket one, Socket other) {
        for (Socket socket : List.of(one, other)) {
            open.remove(socket);
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

    private static void start(Runnable work) {
        Thread thread = new Thread(null, work, "balances", 128 * 1024);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        closeQuietly(server);
        open.forEach(ServiceBalancer::closeQuietly);
    }
}
