import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Empties the Redis of a running `slotkeeper demo` while patients search and book all over the country, and says how long the first touch of each practice took afterwards, when all were filled, and whether every
 * acknowledged booking is still there. Open model: a search, and after it a booking of one of the slots found, starts when it is due. Started by src/dev/forget.
 */
public final class Forget {

    private static final Pattern SLOT = Pattern.compile("\"id\":\"([A-Z0-9]+-[0-9]{8}-[0-9]+)\"");
    private static final int PATIENTS = 6_500;

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;
    private final URI metrics;
    private final Path redisSettings;
    private final List<String> practices;
    private final LocalDate from = LocalDate.now(ZoneId.of("Europe/London")).plusDays(1);
    private final String[] tokens = new String[PATIENTS];
    private final Map<String, Double> firstTouch = new ConcurrentHashMap<>();
    private final Queue<String[]> acknowledged = new ConcurrentLinkedQueue<>();
    private final Map<String, AtomicInteger> answers = new ConcurrentHashMap<>();
    private volatile long forgottenAt = Long.MAX_VALUE;

    private Forget(Map<String, String> options) throws IOException {
        base = URI.create(options.get("url"));
        metrics = URI.create(options.get("metrics"));
        redisSettings = Path.of(options.get("redis"));
        practices = Files.readAllLines(Path.of(options.get("practices"))).stream().skip(1).map(line -> line.split(",")[0]).toList();
    }

    public static void main(String[] arguments) throws Exception {
        Map<String, String> options = new HashMap<>(Map.of("rate", "100", "before", "15", "after", "60"));
        for (int at = 0; at + 1 < arguments.length; at += 2) {
            options.put(arguments[at].replaceFirst("^--", ""), arguments[at + 1]);
        }
        new Forget(options).run(Integer.parseInt(options.get("rate")), Integer.parseInt(options.get("before")), Integer.parseInt(options.get("after")));
    }

    private void run(int rate, int before, int after) throws Exception {
        System.err.println("waiting until every practice is filled");
        while (toFill() > 0) {
            Thread.sleep(500);
        }
        System.err.println("issuing " + PATIENTS + " tokens");
        ExecutorService workers = Executors.newFixedThreadPool(64, work -> {
            Thread thread = new Thread(work);
            thread.setDaemon(true);
            return thread;
        });
        Arrays.setAll(tokens, this::token);
        System.err.println("searching and booking " + rate + " times a second");
        SplittableRandom random = new SplittableRandom(7);
        long start = System.nanoTime();
        long filledAt = 0;
        boolean isFilling = false;
        for (int at = 0; at < rate * (before + after); at++) {
            long due = start + at * 1_000_000_000L / rate;
            while (System.nanoTime() < due) {
                Thread.sleep(1);
            }
            if (at == rate * before) {
                forget();
                filledAt = -1;
            }
            if (filledAt < 0 && at % (rate / 4 + 1) == 0) {
                double left = toFill();
                isFilling |= left > 0;
                filledAt = isFilling && left == 0 ? System.nanoTime() : -1;
            }
            // Most sessions are for the practice's own patients.
            int patient = random.nextInt(PATIENTS);
            String practice = practices.get(patient % practices.size());
            int pick = random.nextInt(50);
            workers.execute(() -> searchAndBook(practice, patient, pick, due));
        }
        workers.shutdown();
        boolean unused = workers.awaitTermination(60, TimeUnit.SECONDS);
        while (filledAt < 0) {
            Thread.sleep(250);
            filledAt = toFill() == 0 ? System.nanoTime() : -1;
        }
        report((filledAt - forgottenAt) / 1e9);
    }

    private void report(double filledAfterSeconds) throws Exception {
        double[] touches = firstTouch.values().stream().mapToDouble(Double::doubleValue).sorted().toArray();
        System.out.printf(Locale.ROOT, "practices touched after Redis was emptied: %d; first touch p50 %.1f ms, p90 %.1f ms, p99 %.1f ms, longest %.1f ms%n",
                touches.length, at(touches, 0.5), at(touches, 0.9), at(touches, 0.99), at(touches, 1));
        System.out.printf(Locale.ROOT, "all practices filled after %.1f s%n", filledAfterSeconds);
        System.out.println("answers: " + new TreeMap<>(answers));
        int gone = 0;
        for (String[] booking : acknowledged) {
            String found = get("/FHIR/R4/Appointment/" + booking[0], tokens[Integer.parseInt(booking[1])]).body();
            gone += found.contains("\"status\":\"booked\"") ? 0 : 1;
        }
        long slots = acknowledged.stream().map(booking -> booking[2]).distinct().count();
        System.out.printf("acknowledged bookings: %d, of different slots: %d, not there any more: %d%n", acknowledged.size(), slots, gone);
        if (gone > 0) {
            System.exit(1);
        }
    }

    private static double at(double[] sorted, double part) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1, sorted.length * part)];
    }

    private void searchAndBook(String practice, int patient, int pick, long due) {
        try {
            String query = "/FHIR/R4/Slot?schedule.actor=HealthcareService/" + practice + "&start=ge" + from + "&start=lt" + from.plusDays(3) + "&status=free&_count=50";
            HttpResponse<String> found = get(query, tokens[patient]);
            count("search", found);
            if (due > forgottenAt) {
                firstTouch.putIfAbsent(practice, (System.nanoTime() - due) / 1e6);
            }
            Matcher ids = SLOT.matcher(found.body());
            List<String> slots = new ArrayList<>();
            while (ids.find()) {
                slots.add(ids.group(1));
            }
            if (slots.isEmpty()) {
                return;
            }
            String slot = slots.get(pick % slots.size());
            HttpResponse<String> booked = client.send(
                    request("/FHIR/R4/Appointment", tokens[patient]).header("Content-Type", "application/fhir+json").POST(HttpRequest.BodyPublishers.ofString(appointment(slot, patient))).build(),
                    HttpResponse.BodyHandlers.ofString());
            count("book", booked);
            if (booked.statusCode() == 201) {
                String location = booked.headers().firstValue("Location").orElseThrow();
                String id = location.substring(location.indexOf("/Appointment/") + 13).split("/")[0];
                acknowledged.add(new String[] {id, Integer.toString(patient), slot});
            }
        } catch (IOException failure) {
            answers.computeIfAbsent("no answer: " + failure.getMessage(), none -> new AtomicInteger()).incrementAndGet();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void count(String operation, HttpResponse<String> answer) {
        Matcher code = Pattern.compile("codes/outcome\",\"code\":\"([A-Z_]+)\"").matcher(answer.body());
        String name = operation + " " + answer.statusCode() + (answer.statusCode() >= 400 && code.find() ? " " + code.group(1) : "");
        answers.computeIfAbsent(name, none -> new AtomicInteger()).incrementAndGet();
    }

    private HttpResponse<String> get(String path, String token) throws IOException, InterruptedException {
        return client.send(request(path, token).GET().build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(30)).header("Authorization", "Bearer " + token).header("X-Request-ID", UUID.randomUUID().toString());
    }

    private String token(int patient) {
        HttpRequest request = HttpRequest.newBuilder(base.resolve("/demo/token")).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("nhs_number=" + nhsNumber(patient) + "&practice=" + practices.get(patient % practices.size()))).build();
        try {
            String body = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
            Matcher token = Pattern.compile("\"access_token\"\\s*:\\s*\"([^\"]+)\"").matcher(body);
            if (!token.find()) {
                throw new IllegalStateException("no token: " + body);
            }
            return token.group(1);
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static String appointment(String slot, int patient) {
        return "{\"resourceType\":\"Appointment\",\"status\":\"booked\",\"slot\":[{\"reference\":\"Slot/" + slot
                + "\"}],\"participant\":[{\"actor\":{\"type\":\"Patient\",\"identifier\":{\"system\":\"https://fhir.nhs.uk/Id/nhs-number\",\"value\":\"" + nhsNumber(patient)
                + "\"}},\"status\":\"accepted\"}]}";
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

    private double toFill() throws IOException, InterruptedException {
        String page = client.send(HttpRequest.newBuilder(metrics).GET().build(), HttpResponse.BodyHandlers.ofString()).body();
        Matcher level = Pattern.compile("(?m)^slotkeeper_practices_to_fill(?:\\{[^}]*})? (\\S+)$").matcher(page);
        return level.find() ? Double.parseDouble(level.group(1)) : 0;
    }

    /** Empties Redis by its own protocol. */
    private void forget() throws IOException {
        Matcher port = Pattern.compile("(?m)^port (\\d+)$").matcher(Files.readString(redisSettings));
        if (!port.find()) {
            throw new IOException("no port in " + redisSettings);
        }
        try (Socket socket = new Socket("127.0.0.1", Integer.parseInt(port.group(1)))) {
            socket.getOutputStream().write("FLUSHALL\r\n".getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            if (in.read() != '+') {
                throw new IOException("Redis was not emptied");
            }
        }
        forgottenAt = System.nanoTime();
        System.err.println("Redis has been emptied");
    }
}
