import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts what each operation costs a running `slotkeeper demo`: CPU microseconds by process, latency from the intended start, throughput.
 * Open model: operations start when they are due, whether or not earlier ones have been answered, as far as there are connections. Started by src/dev/bench.
 */
public final class Bench {

    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final int DAYS = 7;
    private static final int SESSIONS_A_DAY = 9;
    private static final int SLOTS_A_SESSION = 24;
    private static final Pattern ORDINAL = Pattern.compile("\"id\":\"([A-Z0-9]+-[0-9]{8}-[0-9]+)\"");

    private final URI base;
    private final long serverPid;
    private final int connections;
    private final int rate;
    private final List<String> practices;
    private final int patients;
    private final List<LocalDate> days;
    private final Map<String, String> practiceTokens = new ConcurrentHashMap<>();
    private final String[] tokens;
    private final Map<String, List<String>> slots = new ConcurrentHashMap<>();
    private final String[][] booked;

    private Bench(Map<String, String> options) throws IOException {
        base = URI.create(options.getOrDefault("url", "http://127.0.0.1:8080"));
        serverPid = Long.parseLong(options.get("pid"));
        connections = Integer.parseInt(options.getOrDefault("connections", "128"));
        rate = Integer.parseInt(options.getOrDefault("rate", "0"));
        patients = Integer.parseInt(options.getOrDefault("patients", "12000"));
        practices = Files.readAllLines(Path.of(options.get("practices"))).stream().skip(1).map(line -> line.split(",")[0]).toList();
        days = weekdays(LocalDate.now(LONDON).plusDays(1));
        tokens = new String[patients];
        booked = new String[patients][DAYS];
    }

    public static void main(String[] arguments) throws Exception {
        Map<String, String> options = new TreeMap<>();
        for (int at = 0; at + 1 < arguments.length; at += 2) {
            options.put(arguments[at].replaceFirst("^--", ""), arguments[at + 1]);
        }
        Bench bench = new Bench(options);
        bench.run(Integer.parseInt(options.getOrDefault("warm-up", "25")), Integer.parseInt(options.getOrDefault("seconds", "20")));
    }

    private void run(int warmUpSeconds, int seconds) throws Exception {
        System.err.println("publishing " + practices.size() * DAYS * SESSIONS_A_DAY + " sessions");
        for (String practice : practices) {
            practiceTokens.put(practice, token("ods=" + practice));
        }
        report("publish a session", measure(practices.size() * DAYS * SESSIONS_A_DAY, 0, 16, this::publish));
        System.err.println("issuing " + patients + " tokens");
        measure(patients, 0, 16, (connection, at) -> {
            tokens[at] = token(connection, "nhs_number=" + nhsNumber(at) + "&practice=" + practiceOf(at));
            return 200;
        });
        System.err.println("warming up");
        int warmUps = patients / 4;
        measureFor(warmUpSeconds, (connection, at) -> search(connection, at % patients));
        measure(warmUps * 2, 0, connections, (connection, at) -> book(connection, at % warmUps, at / warmUps));
        measure(warmUps * 2, 0, connections, (connection, at) -> cancel(connection, at % warmUps, at / warmUps));
        measure(warmUps, 0, connections, (connection, at) -> holdAndConfirm(connection, at, 5));
        measure(practices.size(), 0, 8, (connection, at) -> book(connection, at, 6));
        measureFor(warmUpSeconds / 3, this::lose);
        System.out.println("operation            | CPU us: all | JVM | Postgres | Redis | per second | p50 ms | p99 ms | answers | of JVM: compiling");
        System.out.println("---|---|---|---|---|---|---|---|---|---");
        report("search, 7 days", measureFor(seconds, (connection, at) -> search(connection, at % patients)));
        report("book, first of a token", measure(patients - warmUps, rate, connections, (connection, at) -> book(connection, warmUps + at, 2)));
        report("book, token seen before", measure((patients - warmUps) * 3, rate, connections, (connection, at) -> book(connection, warmUps + at % (patients - warmUps), 3 + at / (patients - warmUps))));
        report("lost race", measureFor(seconds, this::lose));
        report("cancel", measure((patients - warmUps) * 2, rate, connections, (connection, at) -> cancel(connection, warmUps + at % (patients - warmUps), 2 + at / (patients - warmUps))));
        report("hold and confirm", measure(patients - warmUps, rate, connections, (connection, at) -> holdAndConfirm(connection, warmUps + at, 2)));
        report("read", measureFor(seconds, (connection, at) -> read(connection, warmUps + at % (patients - warmUps))));
    }

    private int publish(Connection connection, int at) throws IOException {
        String practice = practices.get(at % practices.size());
        int session = at / practices.size() % SESSIONS_A_DAY;
        LocalDate day = days.get(at / practices.size() / SESSIONS_A_DAY);
        String body = "{\"date\":\"" + day + "\",\"start\":\"" + String.format("%02d:00", 8 + session) + "\",\"end\":\"" + String.format("%02d:00", 10 + session)
                + "\",\"slotMinutes\":5,\"clinician\":\"Dr Bench " + session + "\",\"role\":\"General Medical Practitioner\",\"channel\":\"Telephone\",\"type\":\"Bench\",\"location\":\"Bench\"}";
        Answer answer = connection.exchange("PUT", "/publish/" + practice + "/sessions/bench-" + day + "-" + session, practiceTokens.get(practice), "application/json", "", body);
        Matcher ids = ORDINAL.matcher(answer.body());
        List<String> ofDay = slots.computeIfAbsent(practice + day, key -> new ArrayList<>());
        synchronized (ofDay) {
            while (ids.find()) {
                ofDay.add(ids.group(1));
            }
        }
        return answer.status();
    }

    private int search(Connection connection, int patient) throws IOException {
        String path = "/FHIR/R4/Slot?schedule.actor=HealthcareService/" + practiceOf(patient) + "&start=ge" + days.get(0) + "&start=lt" + days.get(0).plusDays(7) + "&status=free&_count=50";
        return connection.exchange("GET", path, tokens[patient], "", "", "").status();
    }

    private int book(Connection connection, int patient, int day) throws IOException {
        Answer answer = connection.exchange("POST", "/FHIR/R4/Appointment", tokens[patient], "application/fhir+json", "", appointment(slotOf(patient, day), patient, ""));
        remember(answer, patient, day);
        return answer.status();
    }

    /** Tries for the slot that the first patient of the same practice has. */
    private int lose(Connection connection, int at) throws IOException {
        int winners = practices.size();
        int loser = winners + at % (patients - winners);
        return connection.exchange("POST", "/FHIR/R4/Appointment", tokens[loser], "application/fhir+json", "", appointment(slotOf(loser % winners, 6), loser, "")).status();
    }

    private int cancel(Connection connection, int patient, int day) throws IOException {
        String id = booked[patient][day];
        if (id == null) {
            return 0;
        }
        String body = "{\"resourceType\":\"Appointment\",\"id\":\"" + id + "\",\"status\":\"cancelled\",\"cancelationReason\":{\"text\":\"bench\"}," + participant(patient) + "}";
        return connection.exchange("PUT", "/FHIR/R4/Appointment/" + id, tokens[patient], "application/fhir+json", "If-Match: W/\"1\"\r\n", body).status();
    }

    private int holdAndConfirm(Connection connection, int patient, int day) throws IOException {
        String hold = "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"slot\",\"valueReference\":{\"reference\":\"Slot/" + slotOf(patient, day)
                + "\"}},{\"name\":\"patient\",\"valueIdentifier\":{\"system\":\"https://fhir.nhs.uk/Id/nhs-number\",\"value\":\"" + nhsNumber(patient) + "\"}}]}";
        Answer held = connection.exchange("POST", "/FHIR/R4/Appointment/$hold", tokens[patient], "application/fhir+json", "", hold);
        if (held.status() != 201) {
            return held.status();
        }
        remember(held, patient, day);
        String id = booked[patient][day];
        return connection.exchange("PUT", "/FHIR/R4/Appointment/" + id, tokens[patient], "application/fhir+json", "", appointment(slotOf(patient, day), patient, "\"id\":\"" + id + "\",")).status();
    }

    private int read(Connection connection, int patient) throws IOException {
        return connection.exchange("GET", "/FHIR/R4/Appointment/" + booked[patient][2], tokens[patient], "", "", "").status();
    }

    private void remember(Answer answer, int patient, int day) {
        int at = answer.head().indexOf("/Appointment/");
        if (answer.status() == 201 && at > 0) {
            booked[patient][day] = answer.head().substring(at + 13).split("[\\s/]", 2)[0];
        }
    }

    private String slotOf(int patient, int day) {
        List<String> ofDay = slots.get(practiceOf(patient) + days.get(day));
        return ofDay.get(patient / practices.size() % ofDay.size());
    }

    private String practiceOf(int patient) {
        return practices.get(patient % practices.size());
    }

    private static String appointment(String slot, int patient, String id) {
        return "{\"resourceType\":\"Appointment\"," + id + "\"status\":\"booked\",\"description\":\"bench\",\"slot\":[{\"reference\":\"Slot/" + slot + "\"}]," + participant(patient) + "}";
    }

    private static String participant(int patient) {
        return "\"participant\":[{\"actor\":{\"type\":\"Patient\",\"identifier\":{\"system\":\"https://fhir.nhs.uk/Id/nhs-number\",\"value\":\"" + nhsNumber(patient) + "\"}},\"status\":\"accepted\"}]";
    }

    /** Invented numbers with a right check digit, from the range that is kept for tests. */
    private static String nhsNumber(int index) {
        for (long stem = 999_000_000L + index; ; stem -= 50_000_000L) {
            int sum = 0;
            long rest = stem;
            for (int weight = 2; weight <= 10; weight++, rest /= 10) {
                sum += (int) (rest % 10) * weight;
            }
            int check = (11 - sum % 11) % 11;
            if (check < 10) {
                return "" + stem + check;
            }
        }
    }

    private static List<LocalDate> weekdays(LocalDate from) {
        return from.datesUntil(from.plusDays(14)).filter(day -> day.getDayOfWeek().getValue() < DayOfWeek.SATURDAY.getValue()).limit(DAYS).toList();
    }

    private String token(String form) throws IOException {
        try (Connection connection = new Connection(base)) {
            return token(connection, form);
        }
    }

    private static String token(Connection connection, String form) throws IOException {
        Answer answer = connection.exchange("POST", "/demo/token", "", "application/x-www-form-urlencoded", "", form);
        Matcher token = Pattern.compile("\"access_token\"\\s*:\\s*\"([^\"]+)\"").matcher(answer.body());
        if (!token.find()) {
            throw new IOException("no token: " + answer.status() + " " + answer.body());
        }
        return token.group(1);
    }

    // Measuring

    private interface Operation {
        /** The status of the answer. */
        int run(Connection connection, int at) throws IOException;
    }

    private record Result(int count, double seconds, long[] latencies, Map<Integer, Integer> statuses, Cpu cpu) {}

    /**
     * CPU microseconds of the server's processes.
     *
     * @param compiling what part of the JVM's went into compiling its own code: in a short phase that can be more than the operations took, and it passes
     */
    private record Cpu(long jvm, long postgres, long redis, long compiling) {
        Cpu minus(Cpu before) {
            return new Cpu(jvm - before.jvm, postgres - before.postgres, redis - before.redis, compiling - before.compiling);
        }
    }

    private Result measureFor(int seconds, Operation operation) throws Exception {
        return measure(Integer.MAX_VALUE, rate, connections, seconds, operation);
    }

    private Result measure(int count, int perSecond, int inParallel, Operation operation) throws Exception {
        return measure(count, perSecond, inParallel, 600, operation);
    }

    private Result measure(int count, int perSecond, int inParallel, int secondsMax, Operation operation) throws Exception {
        AtomicInteger next = new AtomicInteger();
        AtomicLong done = new AtomicLong();
        Map<Integer, Integer> statuses = new ConcurrentHashMap<>();
        List<long[]> latencies = new ArrayList<>();
        CountDownLatch ended = new CountDownLatch(inParallel);
        Cpu before = cpu();
        long start = System.nanoTime();
        for (int thread = 0; thread < inParallel; thread++) {
            Thread worker = new Thread(() -> {
                long[] mine = new long[1024];
                int filled = 0;
                try (Connection connection = new Connection(base)) {
                    for (int at = next.getAndIncrement(); at < count && System.nanoTime() - start < secondsMax * 1_000_000_000L; at = next.getAndIncrement()) {
                        long due = perSecond == 0 ? System.nanoTime() : start + at * 1_000_000_000L / perSecond;
                        while (System.nanoTime() < due) {
                            Thread.sleep(Math.max(0, (due - System.nanoTime()) / 1_000_000), 100_000);
                        }
                        statuses.merge(operation.run(connection, at), 1, Integer::sum);
                        done.incrementAndGet();
                        if (filled == mine.length) {
                            mine = Arrays.copyOf(mine, filled * 2);
                        }
                        mine[filled++] = System.nanoTime() - due;
                    }
                } catch (Exception failure) {
                    statuses.merge(-1, 1, Integer::sum);
                    System.err.println("a connection ended: " + failure);
                } finally {
                    synchronized (latencies) {
                        latencies.add(Arrays.copyOf(mine, filled));
                    }
                    ended.countDown();
                }
            });
            worker.setDaemon(true);
            worker.start();
        }
        ended.await();
        double seconds = (System.nanoTime() - start) / 1e9;
        // What is done after the answer belongs to the operation too.
        Thread.sleep(500);
        long[] all = latencies.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        return new Result((int) done.get(), seconds, all, new TreeMap<>(statuses), cpu().minus(before));
    }

    private static void report(String name, Result result) {
        double count = Math.max(1, result.count());
        Cpu cpu = result.cpu();
        System.out.printf(
                Locale.ROOT,
                "%-24s | %.1f | %.1f | %.1f | %.1f | %.0f | %.1f | %.1f | %s | %.1f%n",
                name,
                (cpu.jvm() + cpu.postgres() + cpu.redis()) / count,
                cpu.jvm() / count,
                cpu.postgres() / count,
                cpu.redis() / count,
                count / result.seconds(),
                percentile(result.latencies(), 0.5),
                percentile(result.latencies(), 0.99),
                result.statuses(),
                cpu.compiling() / count);
    }

    private static double percentile(long[] sorted, double part) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1, sorted.length * part)] / 1e6;
    }

    private Cpu cpu() throws IOException {
        long postgres = 0;
        long redis = 0;
        List<ProcessHandle> below = ProcessHandle.of(serverPid).orElseThrow().descendants().toList();
        for (ProcessHandle process : below) {
            String[] stat = stat(Path.of("/proc/" + process.pid() + "/stat"));
            if (stat[1].contains("postgres")) {
                postgres += micros(stat);
            } else if (stat[1].contains("redis")) {
                redis += micros(stat);
            }
        }
        return new Cpu(micros(stat(Path.of("/proc/" + serverPid + "/stat"))), postgres, redis, compiling());
    }

    private long compiling() throws IOException {
        long compiling = 0;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc/" + serverPid + "/task"))) {
            for (Path thread : threads) {
                String[] stat = stat(thread.resolve("stat"));
                if (stat[1].matches("C[12] CompilerThre.*")) {
                    compiling += micros(stat);
                }
            }
        }
        return compiling;
    }

    /** pid, name, and from index 2 on the fields after the name. */
    private static String[] stat(Path file) {
        try {
            String line = Files.readString(file);
            int open = line.indexOf('(');
            int close = line.lastIndexOf(')');
            String[] rest = line.substring(close + 2).split(" ");
            String[] stat = new String[rest.length + 2];
            stat[0] = line.substring(0, open).strip();
            stat[1] = line.substring(open + 1, close);
            System.arraycopy(rest, 0, stat, 2, rest.length);
            return stat;
        } catch (IOException gone) {
            return new String[] {"0", "", "", "", "", "", "", "", "", "", "", "", "", "0", "0"};
        }
    }

    /** User and system time, in ticks of ten milliseconds. */
    private static long micros(String[] stat) {
        return (Long.parseLong(stat[13]) + Long.parseLong(stat[14])) * 10_000;
    }

    // A small HTTP/1.1 client over one kept-alive socket.

    private record Answer(int status, String head, String body) {}

    private static final class Connection implements AutoCloseable {
        private final Socket socket;
        private final InputStream in;
        private final OutputStream out;
        private final String host;

        Connection(URI base) throws IOException {
            socket = new Socket(base.getHost(), base.getPort());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(30_000);
            in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
            out = socket.getOutputStream();
            host = base.getHost() + ":" + base.getPort();
        }

        Answer exchange(String method, String path, String token, String type, String headers, String body) throws IOException {
            byte[] content = body.getBytes(StandardCharsets.UTF_8);
            String head = method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\nX-Request-ID: " + UUID.randomUUID() + "\r\n"
                    + (token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n") + (type.isEmpty() ? "" : "Content-Type: " + type + "\r\n") + headers
                    + (method.equals("GET") ? "" : "Content-Length: " + content.length + "\r\n") + "\r\n";
            byte[] start = head.getBytes(StandardCharsets.UTF_8);
            byte[] request = Arrays.copyOf(start, start.length + content.length);
            System.arraycopy(content, 0, request, start.length, content.length);
            out.write(request);
            return answer();
        }

        private Answer answer() throws IOException {
            StringBuilder head = new StringBuilder(512);
            int last = 0;
            for (int read = in.read(); ; read = in.read()) {
                if (read < 0) {
                    throw new IOException("closed after " + head);
                }
                head.append((char) read);
                last = read == '\n' ? last + 1 : read == '\r' ? last : 0;
                if (last == 2) {
                    break;
                }
            }
            String text = head.toString();
            int at = text.toLowerCase(Locale.ROOT).indexOf("content-length:");
            int length = at < 0 ? 0 : Integer.parseInt(text.substring(at + 15, text.indexOf('\r', at)).strip());
            return new Answer(Integer.parseInt(text.substring(9, 12)), text, new String(in.readNBytes(length), StandardCharsets.UTF_8));
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
