package org.slotkeeper.load.plan;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slotkeeper.load.InParallel;
import org.slotkeeper.load.api.Api;

/** Everybody's token, issued before a run: whoever measures bookings must not measure signatures. Kept in a file, so that the next run has them. */
public final class Tokens {

    private static final Pattern EXPIRY = Pattern.compile("\"exp\"\\s*:\\s*(\\d+)");
    private static final int NEWS = 2_000;

    private final Map<String, String> tokens = new ConcurrentHashMap<>();

    /** Reads those that are still good at an instant. */
    public void read(Path file, Instant goodUntil) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        for (String line : Files.readAllLines(file)) {
            String[] fields = line.split(",", -1);
            if (fields.length == 3 && expiry(fields[2]).map(goodUntil::isBefore).orElse(true)) {
                tokens.put(fields[0] + ',' + fields[1], fields[2]);
            }
        }
    }

    /** Has those issued that are missing. @param news told now and then how many there are */
    public void issue(Api api, List<Patient> patients, List<String> practices, int lifeSeconds, IntConsumer news)
            throws Exception {
        String life = "&ttl=" + lifeSeconds;
        List<String> missingPractices =
                practices.stream().filter(ods -> !tokens.containsKey(ods + ',')).toList();
        List<Integer> unused = InParallel.each(missingPractices, ods -> {
            tokens.put(ods + ',', api.token("ods=" + ods + life));
            return 1;
        });
        AtomicInteger done = new AtomicInteger();
        List<Patient> missing = patients.stream()
                .filter(patient -> !tokens.containsKey(key(patient)))
                .toList();
        unused = InParallel.each(missing, patient -> {
            tokens.put(
                    key(patient), api.token("nhs_number=" + patient.nhsNumber() + "&practice=" + patient.ods() + life));
            if (done.incrementAndGet() % NEWS == 0) {
                news.accept(done.get());
            }
            return 1;
        });
    }

    public void write(Path file) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        Files.createDirectories(parent);
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            for (Map.Entry<String, String> one : tokens.entrySet()) {
                writer.write(one.getKey() + ',' + one.getValue() + '\n');
            }
        }
    }

    public String ofPatient(Patient patient) {
        return present(key(patient));
    }

    public String ofPractice(String ods) {
        return present(ods + ',');
    }

    private String present(String key) {
        String token = tokens.get(key);
        if (token == null) {
            throw new IllegalStateException("there is no token for " + key);
        }
        return token;
    }

    private static String key(Patient patient) {
        return patient.nhsNumber() + ',' + patient.ods();
    }

    /** When it ends, if it is a token that says so. */
    private static Optional<Instant> expiry(String token) {
        String[] parts = token.split("\\.");
        if (parts.length != 3) {
            return Optional.empty();
        }
        Matcher matcher = EXPIRY.matcher(
                new String(Base64.getUrlDecoder().decode(parts[1]), java.nio.charset.StandardCharsets.UTF_8));
        return matcher.find() ? Optional.of(Instant.ofEpochSecond(Long.parseLong(matcher.group(1)))) : Optional.empty();
    }
}
