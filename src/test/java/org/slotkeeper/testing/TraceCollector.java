package org.slotkeeper.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A collector of traces that takes OTLP over HTTP and keeps what it was sent, or one that takes it and never answers. */
public final class TraceCollector implements AutoCloseable {

    private static final String PATH = "/v1/traces";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(TraceCollector::ofNobody);
    private final boolean isForgetful;
    private final CountDownLatch mayAnswer;
    private final List<byte[]> exports = new CopyOnWriteArrayList<>();

    private TraceCollector(HttpServer server, boolean isForgetful, CountDownLatch mayAnswer) {
        this.server = server;
        this.isForgetful = isForgetful;
        this.mayAnswer = mayAnswer;
        server.setExecutor(threads);
        server.createContext(PATH, this::take);
        server.start();
    }

    public static TraceCollector start() {
        return start(false, new CountDownLatch(0));
    }

    /** One that leaves what it takes to the run's output and keeps nothing of it. */
    static TraceCollector startForgetful() {
        return start(true, new CountDownLatch(0));
    }

    /** One that takes what it is sent and keeps its sender waiting. */
    public static TraceCollector startSilent() {
        return start(false, new CountDownLatch(1));
    }

    private static TraceCollector start(boolean isForgetful, CountDownLatch mayAnswer) {
        try {
            return new TraceCollector(
                    HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0),
                    isForgetful,
                    mayAnswer);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    public String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + PATH;
    }

    /** All that has arrived, as it arrived. */
    public List<byte[]> exports() {
        return exports;
    }

    public List<ReceivedSpan> spans() {
        return exports.stream()
                .flatMap(export -> ReceivedSpan.readAll(export).stream())
                .toList();
    }

    private void take(HttpExchange exchange) throws IOException {
        byte[] export = exchange.getRequestBody().readAllBytes();
        keep(export);
        if (!isForgetful) {
            exports.add(export);
        }
        try {
            mayAnswer.await();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
        exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    /** Word by word as they were read, and all bytes as well, in case there is a word that was not read. */
    private static void keep(byte[] export) {
        StringBuilder lines = new StringBuilder();
        ReceivedSpan.readAll(export).forEach(span -> lines.append(span).append('\n'));
        lines.append(new String(export, StandardCharsets.ISO_8859_1)).append('\n');
        RunOutput.keep(RunOutput.Kind.TRACES, lines.toString());
    }

    private static Thread ofNobody(Runnable work) {
        Thread thread = new Thread(work, "collects traces");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        mayAnswer.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
