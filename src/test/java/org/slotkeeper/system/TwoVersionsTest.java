package org.slotkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slotkeeper.api.fhir.Bodies;
import org.slotkeeper.assembly.Chance;
import org.slotkeeper.assembly.ProcessPlan;
import org.slotkeeper.assembly.Role;
import org.slotkeeper.assembly.Running;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.London;
import org.slotkeeper.platform.ScriptText;
import org.slotkeeper.standalone.PostgresAddress;
import org.slotkeeper.testing.ChildProcess;
import org.slotkeeper.testing.MachineClock;
import org.slotkeeper.testing.RedisTalk;
import org.slotkeeper.testing.Stores;
import org.slotkeeper.testing.TestIssuer;
import org.slotkeeper.testing.Trial;

/** This version and a next one, whose tables have grown and whose scripts are other ones, on the same stores at the same time. */
@Trial("two versions beside each other under load")
final class TwoVersionsTest {

    private static final Path SCRIPTS = Path.of("src/main/resources/lua");
    private static final String NEXT = "\n-- as the next version has it\n";
    private static final Instant NOW = MachineClock.now();
    private static final LocalDate DAY = London.dayOf(NOW).plusDays(3);
    private static final int SLOTS = 60;

    @TempDir
    private Path directory;

    private final TestIssuer issuer = TestIssuer.start(MachineClock.utc());
    private final PostgresAddress ledger = Stores.freshDatabase();
    private List<String> settings = List.of();
    private Running running;
    private OdsCode practice;
    private List<String> slots = List.of();

    @BeforeEach
    void start() {
        List<String> flags = new ArrayList<>(RunningSystem.flags(ledger, Stores.flushed()));
        flags.addAll(issuer.flags());
        settings = List.copyOf(flags);
        running = startThisVersion();
        practice = RunningSystem.newPractice(running, NOW);
        JsonObject session = RunningSystem.session(DAY, SLOTS);
        slots = new Api(running.gatewayPort())
                .publish(issuer.practiceToken(practice), practice, "morning", session)
                .withStatus(200)
                .publishedSlots();
    }

    @AfterEach
    void stop() {
        running.close();
        issuer.close();
    }

    private Running startThisVersion() {
        ProcessPlan plan = new ProcessPlan(RunningSystem.configOf(settings), Role.ALL, Optional.empty(), 2);
        return Running.start(plan, MachineClock.utc(), new Chance());
    }

    @Test
    void theNextVersionStartsBesideThisOneAndNoBookingFails() throws Exception {
        Api before = new Api(running.gatewayPort());
        AtomicBoolean isStarted = new AtomicBoolean();
        CompletableFuture<Integer> meanwhile = CompletableFuture.supplyAsync(() -> bookUntil(isStarted, before));
        try (ChildProcess next =
                ChildProcess.startWith(nextVersion(), commandLine()).awaitReady()) {
            isStarted.set(true);
            int booked = meanwhile.join();
            assertThat(tables()).contains("9001");

            Api after = new Api(next.port());
            for (int at = booked; at < booked + 10; at += 2) {
                Answer ofThis = book(before, slots.get(at));
                Answer ofNext = book(after, slots.get(at + 1));
                cancel(after, ofThis);
                cancel(before, ofNext);
            }
            assertThat(free(before)).isEqualTo(free(after)).hasSize(SLOTS - booked);
            assertThat(known(textOf(SCRIPTS, "claim.lua"), textOf(directory.resolve("next/lua"), "claim.lua")))
                    .as("both texts of one script")
                    .containsExactly("1", "1");

            running.close();
            running = startThisVersion();
            assertThat(free(new Api(running.gatewayPort()))).hasSize(SLOTS - booked);
            var unused = book(new Api(running.gatewayPort()), slots.get(SLOTS - 1));
        }
    }

    /** One patient after the other, as many as there are until the next version is there; at most two thirds of the slots. */
    private int bookUntil(AtomicBoolean isOver, Api api) {
        int booked = 0;
        while (!isOver.get()) {
            if (booked < SLOTS * 2 / 3) {
                var unused = book(api, slots.get(booked));
                booked++;
            } else {
                assertThat(free(api)).hasSize(SLOTS - booked);
            }
        }
        return booked;
    }

    private Answer book(Api api, String slot) {
        NhsNumber patient = RunningSystem.newPatient();
        return api.book(issuer.patientToken(patient, practice), Bodies.appointment(patient, slot))
                .send()
                .withStatus(201);
    }

    private void cancel(Api api, Answer booked) {
        NhsNumber patient = NhsNumber.parse(booked.json()
                .getJsonArray("participant")
                .getJsonObject(0)
                .getJsonObject("actor")
                .getJsonObject("identifier")
                .getString("value"));
        api.change(
                        issuer.patientToken(patient, practice),
                        booked.id(),
                        Bodies.cancelled(booked.json(), "Feeling better"))
                .ifMatch(booked.etag())
                .send()
                .withStatus(200);
    }

    private List<String> free(Api api) {
        String token = issuer.patientToken(RunningSystem.newPatient(), practice);
        return api.search(token, practice, DAY.toString(), DAY.plusDays(1).toString(), "_count=200")
                .withStatus(200)
                .slots();
    }

    private List<String> tables() throws Exception {
        try (var connection = Stores.connect(ledger);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT version FROM flyway_schema_history WHERE success")) {
            List<String> versions = new ArrayList<>();
            while (rows.next()) {
                versions.add(rows.getString(1));
            }
            return versions;
        }
    }

    /** Whether Redis knows scripts with these texts. */
    private static List<String> known(String... texts) {
        List<String> words = new ArrayList<>(List.of("SCRIPT", "EXISTS"));
        Stream.of(texts).map(TwoVersionsTest::sha1).forEach(words::add);
        return RedisTalk.say(Stores.redis(), words.toArray(String[]::new));
    }

    private static String sha1(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** As it goes to Redis, with the parts that it includes. */
    private static String textOf(Path scripts, String script) {
        return ScriptText.at("/" + script, path -> streamOf(scripts.resolve(path.substring(1))));
    }

    private static InputStream streamOf(Path file) {
        try {
            return Files.newInputStream(file);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    /** What the next version has in the place of ours, and beside it. */
    private Path nextVersion() throws IOException {
        Path resources = directory.resolve("next");
        Path lua = Files.createDirectories(resources.resolve("lua"));
        try (Stream<Path> scripts = Files.list(SCRIPTS)) {
            for (Path script : scripts.toList()) {
                Path unused = Files.writeString(lua.resolve(script.getFileName()), Files.readString(script) + NEXT);
            }
        }
        Path unused = Files.writeString(
                Files.createDirectories(resources.resolve("db")).resolve("V9001__reminders.sql"),
                "ALTER TABLE appointment ADD COLUMN reminded_at timestamptz;\n"
                        + "ALTER TABLE practice ADD COLUMN reminds boolean NOT NULL DEFAULT false;\n");
        return resources;
    }

    private String[] commandLine() throws IOException {
        Path file = Files.writeString(directory.resolve("slotkeeper.yaml"), "gateway:\n  accessLog: false\n");
        List<String> words = new ArrayList<>(List.of("serve", "--role", "all", "--config", file.toString()));
        settings.forEach(setting -> words.addAll(List.of("--set", setting)));
        return words.toArray(String[]::new);
    }
}
