package org.slotkeeper.cost;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * The load generator that every contestant gets: a closed loop, so many connections, each with one request under way. It runs on one event loop, whose CPU is the generator's own and counted in nobody's figures.
 */
public final class Load implements AutoCloseable {

    private static final long ANSWER_MILLIS_MAX = 20_000;

    private final Vertx vertx;
    private final HttpClient client;
    private final URI base;
    private final int connections;

    public Load(Vertx vertx, URI base, int connections) {
        this.vertx = vertx;
        this.base = base;
        this.connections = connections;
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setKeepAlive(true).setPipelining(false).setTcpNoDelay(true),
                new PoolOptions().setHttp1MaxSize(connections).setEventLoopSize(1));
    }

    /** One operation, of one request or several; the status of the last one. */
    public interface Step {
        Future<Integer> take(Load load, int at);
    }

    /**
     * @param latencies in nanoseconds, sorted
     * @param statuses how often each was answered; 0 where there was no answer
     */
    public record Tally(int count, double seconds, long[] latencies, Map<Integer, Integer> statuses) {

        public double perSecond() {
            return count / seconds;
        }

        public double latencyMillis(double part) {
            return latencies.length == 0
                    ? 0
                    : latencies[(int) Math.min(latencies.length - 1, latencies.length * part)] / 1e6;
        }

        /** The share of operations that did not come to what they were for. */
        public double missed(Operation operation) {
            int done = statuses.entrySet().stream()
                    .filter(one -> operation.isDoneBy(one.getKey()))
                    .mapToInt(Map.Entry::getValue)
                    .sum();
            return count == 0 ? 1 : 1 - done / (double) count;
        }
    }

    public Future<Answer> ask(Call call) {
        return ask(call, UUID.randomUUID());
    }

    /** @param request the same id again is the same request again, for servers that know request ids */
    Future<Answer> ask(Call call, UUID request) {
        RequestOptions options = new RequestOptions()
                .setMethod(call.method())
                .setHost(base.getHost())
                .setPort(base.getPort())
                .setURI(call.path());
        return client.request(options).compose(made -> exchange(made, call, request));
    }

    private static Future<Answer> exchange(HttpClientRequest request, Call call, UUID id) {
        request.idleTimeout(ANSWER_MILLIS_MAX);
        request.putHeader("X-Request-ID", id.toString());
        put(request, "Authorization", call.token().isEmpty() ? "" : "Bearer " + call.token());
        put(request, "Content-Type", call.type());
        put(request, "If-Match", call.ifMatch());
        Future<HttpClientResponse> sent =
                call.body().isEmpty() ? request.send() : request.send(Buffer.buffer(call.body()));
        return sent.compose(response -> response.body().map(body -> answer(response, body)));
    }

    private static Answer answer(HttpClientResponse response, Buffer body) {
        String location = response.getHeader("Location");
        return new Answer(response.statusCode(), location == null ? "" : location, body.toString());
    }

    private static void put(HttpClientRequest request, String name, String value) {
        if (!value.isEmpty()) {
            request.putHeader(name, value);
        }
    }

    /** Takes the steps 0 to count - 1, or as many as there is time for, and waits until all have ended. */
    public Tally run(int count, Duration longest, Step step) {
        return run(count, connections, longest, step);
    }

    public Tally run(int count, int inParallel, Duration longest, Step step) {
        CompletableFuture<Tally> ended = new CompletableFuture<>();
        vertx.runOnContext(begun -> new Run(count, inParallel, longest.toNanos(), step, ended).start());
        return ended.join();
    }

    /** Everything of it happens on one event loop. */
    private final class Run {
        private final int count;
        private final int inParallel;
        private final long longest;
        private final Step step;
        private final CompletableFuture<Tally> ended;
        private final Map<Integer, Integer> statuses = new TreeMap<>();
        private final long begun = System.nanoTime();
        private long[] latencies = new long[4096];
        private int next;
        private int done;
        private int underWay;

        Run(int count, int inParallel, long longest, Step step, CompletableFuture<Tally> ended) {
            this.count = count;
            this.inParallel = Math.min(inParallel, connections);
            this.longest = longest;
            this.step = step;
            this.ended = ended;
        }

        void start() {
            underWay = inParallel;
            for (int line = 0; line < inParallel; line++) {
                next();
            }
        }

        private void next() {
            long now = System.nanoTime();
            if (next == count || now - begun > longest) {
                underWay--;
                if (underWay == 0) {
                    long[] sorted = Arrays.copyOf(latencies, done);
                    Arrays.sort(sorted);
                    ended.complete(new Tally(done, (now - begun) / 1e9, sorted, statuses));
                }
                return;
            }
            taken(next++).onComplete(answer -> {
                statuses.merge(answer.succeeded() ? answer.result() : 0, 1, Integer::sum);
                if (done == latencies.length) {
                    latencies = Arrays.copyOf(latencies, done * 2);
                }
                latencies[done++] = System.nanoTime() - now;
                // A step that ended at once must not be followed by the next one on its own stack.
                vertx.runOnContext(again -> next());
            });
        }

        private Future<Integer> taken(int at) {
            try {
                return step.take(Load.this, at);
            } catch (RuntimeException broken) {
                return Future.failedFuture(broken);
            }
        }
    }

    @Override
    public void close() {
        client.close().toCompletionStage().toCompletableFuture().join();
    }
}
