package org.slotkeeper.system;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.slotkeeper.assembly.Role;
import org.slotkeeper.testing.ChildProcess;
import org.slotkeeper.testing.Deadline;
import org.slotkeeper.testing.Management;
import org.slotkeeper.testing.Patience;

/** So many processes of one role behind one address, of which one after the other is replaced as a Deployment does it. */
final class RollingProcesses implements AutoCloseable {

    /** A JVM that has ended because it was asked to. */
    private static final int TERMINATED = 128 + 15;

    private static final Pattern ANSWERED =
            Pattern.compile("^slotkeeper_http_requests_seconds_count\\{[^}]*} (\\S+)$", Pattern.MULTILINE);
    private static final Pattern SENT_AGAIN = Pattern.compile(
            "^slotkeeper_store_calls_seconds_count\\{call=\"forward_again\"[^}]*} (\\S+)$", Pattern.MULTILINE);
    /** What a process says of a request that it could not have answered, and of connections that end in its hands. */
    private static final Set<String> UNANSWERED = Set.of("request failed", "no answer from the engine");

    private static final Pattern CONNECTION_ENDED = Pattern.compile(
            "ClosedException|ClosedChannelException|ConnectException|Connection (reset|refused)|Broken pipe");

    private final Role role;
    private final List<String> flags;
    private final Duration pause;
    private final ServiceBalancer balancer = new ServiceBalancer();
    private final List<One> running = new ArrayList<>();
    private final List<Replaced> replaced = new ArrayList<>();
    private final List<ChildProcess> all = new ArrayList<>();

    private record One(ChildProcess process, int managementPort) {}

    /** @param answered requests that the old one had answered when it was asked to stop */
    record Replaced(Role role, Duration untilReady, Duration untilGone, int answered, int sentAgain, int exitCode) {
        boolean isClean() {
            return exitCode == TERMINATED;
        }

        @Override
        public String toString() {
            return String.format(
                    "%-8s ready after %,d ms, the old one gone %,d ms after SIGTERM; it had answered %,d",
                    role, untilReady.toMillis(), untilGone.toMillis(), answered);
        }
    }

    /** @param pause between the last new connection and SIGTERM */
    RollingProcesses(Role role, List<String> flags, Duration pause) {
        this.role = role;
        this.flags = List.copyOf(flags);
        this.pause = pause;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + balancer.port());
    }

    void start(int count) throws IOException, InterruptedException {
        List<One> started = new ArrayList<>();
        for (int port : freePorts(count)) {
            started.add(launch(port));
        }
        running.addAll(started);
        for (One one : started) {
            join(one);
        }
    }

    /** A new one is ready before an old one is taken out, and the old one serves on until it hears that it is to stop. */
    Replaced replaceOldest() throws IOException, InterruptedException {
        long began = System.nanoTime();
        One successor = launch(freePorts(1).get(0));
        running.add(successor);
        join(successor);
        Duration untilReady = since(began);
        One old = running.get(0);
        balancer.remove(old.process().port());
        Deadline.rest(pause.toMillis());
        String meters = Management.meters(old.managementPort());
        long asked = System.nanoTime();
        int exitCode = old.process().terminate();
        running.remove(old);
        Replaced done =
                new Replaced(role, untilReady, since(asked), sum(ANSWERED, meters), sum(SENT_AGAIN, meters), exitCode);
        replaced.add(done);
        return done;
    }

    List<Replaced> replaced() {
        return List.copyOf(replaced);
    }

    /** What was sent to an engine a second time, by those that are gone too. */
    int sentAgain() throws IOException, InterruptedException {
        int sum = replaced.stream().mapToInt(Replaced::sentAgain).sum();
        for (One one : running) {
            sum += sum(SENT_AGAIN, Management.meters(one.managementPort()));
        }
        return sum;
    }

    /** What any of them has said of requests that went wrong because a connection ended, as none may while another process is replaced; one that took too long is no such request. */
    List<String> endedConnections() {
        return all.stream()
                .flatMap(process -> process.complained().stream())
                .filter(line ->
                        line.startsWith("{") && CONNECTION_ENDED.matcher(line).find())
                .filter(line -> UNANSWERED.contains(new JsonObject(line).getString("message")))
                .toList();
    }

    /** Waits until each of those that run now has answered somebody. */
    void awaitInUse() throws IOException, InterruptedException {
        Deadline deadline = Deadline.in(Patience.LONG);
        while (answered().contains(0)) {
            deadline.pause("a request to each " + role + ": " + answered());
        }
    }

    /** How many requests each of those that run now has answered. */
    List<Integer> answered() throws IOException, InterruptedException {
        List<Integer> counts = new ArrayList<>();
        for (One one : running) {
            counts.add(sum(ANSWERED, Management.meters(one.managementPort())));
        }
        return counts;
    }

    private One launch(int managementPort) {
        List<String> command = new ArrayList<>(List.of(
                "serve", "--profile", "production", "--role", role.name().toLowerCase(java.util.Locale.ROOT)));
        for (String flag : flags) {
            command.addAll(List.of("--set", flag));
        }
        command.addAll(List.of("--set", "management.port=" + managementPort));
        ChildProcess started = ChildProcess.start(command.toArray(String[]::new));
        all.add(started);
        return new One(started, managementPort);
    }

    private void join(One one) throws IOException, InterruptedException {
        int port = one.process().awaitReady().port();
        Deadline deadline = Deadline.in(Patience.LONG);
        while (Management.ask(one.managementPort(), "/health/ready").statusCode() != 200) {
            deadline.pause("a process to be ready");
        }
        balancer.add(port);
    }

    private static int sum(Pattern sample, String meters) {
        return (int) sample.matcher(meters)
                .results()
                .mapToDouble(found -> Double.parseDouble(found.group(1)))
                .sum();
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    /** All different, because each is taken while the next one is looked for. */
    private static List<Integer> freePorts(int count) throws IOException {
        List<ServerSocket> taken = new ArrayList<>();
        for (int nth = 0; nth < count; nth++) {
            taken.add(new ServerSocket(ChildProcess.freePort(), 1, InetAddress.getLoopbackAddress()));
        }
        List<Integer> ports = new ArrayList<>();
        for (ServerSocket socket : taken) {
            ports.add(socket.getLocalPort());
            socket.close();
        }
        return ports;
    }

    @Override
    public void close() {
        for (One one : running) {
            try {
                one.process().kill();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
        balancer.close();
    }
}
