package org.slotkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.slotkeeper.api.fhir.Bodies;
import org.slotkeeper.assembly.Chance;
import org.slotkeeper.assembly.Identity;
import org.slotkeeper.assembly.ProcessPlan;
import org.slotkeeper.assembly.Role;
import org.slotkeeper.assembly.Running;
import org.slotkeeper.assembly.Seams;
import org.slotkeeper.config.ConfigTree;
import org.slotkeeper.config.SlotkeeperConfig;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.publishing.spi.PracticeListing;
import org.slotkeeper.standalone.PostgresAddress;
import org.slotkeeper.standalone.RedisAddress;
import org.slotkeeper.testing.MovableClock;
import org.slotkeeper.testing.Patience;
import org.slotkeeper.testing.RunOutput;
import org.slotkeeper.testing.Stores;

/** The whole product in this process, over real stores and behind real ports, with a clock that the test owns. Each practice and each patient that it hands out is new. */
public final class RunningSystem implements AutoCloseable {

    /** A Wednesday at nine, years ahead of any machine's clock: what goes by a machine's, in place of the one that was handed in, fails. */
    public static final Instant NOW = Instant.parse("2037-11-18T09:00:00Z");

    /** The Monday after. */
    public static final LocalDate MONDAY = LocalDate.parse("2037-11-23");

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final PostgresAddress ledger;
    private final Running running;
    private final MovableClock clock;
    private final Api api;

    private RunningSystem(PostgresAddress ledger, Running running, MovableClock clock) {
        this.ledger = ledger;
        this.running = running;
        this.clock = clock;
        this.api = new Api(running.gatewayPort());
    }

    /** @param settings more of the configuration, each {@code key=value} */
    public static RunningSystem start(String... settings) {
        return startAt(NOW, settings);
    }

    public static RunningSystem startAt(Instant now, String... settings) {
        return start(Stores.freshDatabase(), now, 2, settings);
    }

    public static RunningSystem start(Seams seams, String... settings) {
        return start(Stores.freshDatabase(), NOW, 2, seams, settings);
    }

    public static RunningSystem start(PostgresAddress ledger, Instant now, int eventLoops, String... settings) {
        return start(ledger, now, eventLoops, Seams.NONE, settings);
    }

    private static RunningSystem start(
            PostgresAddress ledger, Instant now, int eventLoops, Seams seams, String... settings) {
        List<String> flags = new ArrayList<>(flags(ledger, Stores.flushed()));
        flags.add("identity.issuer=" + Identity.DEMO_ISSUER);
        flags.addAll(Arrays.asList(settings));
        MovableClock clock = new MovableClock(now);
        ProcessPlan plan = new ProcessPlan(configOf(flags), Role.ALL, Optional.of(newKeyFile()), eventLoops, seams);
        return new RunningSystem(ledger, Running.start(plan, clock, new Chance()), clock);
    }

    /** What every process of a test is told: where the stores are, and to listen wherever there is room. */
    public static List<String> flags(PostgresAddress ledger, RedisAddress inventory) {
        List<String> flags = new ArrayList<>(RunOutput.flags());
        flags.addAll(List.of(
                "gateway.host=127.0.0.1",
                "gateway.port=0",
                "gateway.deadline=PT20S",
                // A test's own client keeps its connections: a stop waits for it a tenth of this.
                "gateway.drainTime=PT1S",
                "gateway.publicUrl=https://booking.test",
                "engine.port=0",
                "management.port=0",
                "redis.timeout=PT10S",
                "booking.secret=a secret of these tests"));
        flags.addAll(Stores.flags(ledger));
        flags.addAll(Stores.flags(inventory));
        return flags;
    }

    public static SlotkeeperConfig configOf(List<String> flags) {
        return SlotkeeperConfig.of(ConfigTree.defaults().withFlags(flags));
    }

    /** Where an issuer may keep its key until these tests have ended. */
    public static Path newKeyFile() {
        try {
            Path directory = Files.createTempDirectory("slotkeeper-system-");
            Path file = directory.resolve("issuer.key");
            // The last one named is deleted first.
            directory.toFile().deleteOnExit();
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException cause) {
            throw new IllegalStateException(cause);
        }
    }

    public Api api() {
        return api;
    }

    public Running running() {
        return running;
    }

    public MovableClock clock() {
        return clock;
    }

    public PostgresAddress ledger() {
        return ledger;
    }

    /** A practice that has published nothing yet. */
    public OdsCode newPractice() {
        return newPractice(running, clock.instant());
    }

    public static OdsCode newPractice(Running running, Instant now) {
        OdsCode practice = new OdsCode(String.format("T%05d", NUMBERS.incrementAndGet()));
        PracticeListing listing = new PracticeListing(
                practice, Optional.of("Practice " + practice.value()), Optional.of("ZZ99 1AA"), Optional.of(10_000));
        var registered = running.processEngine()
                .onLoop(
                        () -> running.processEngine().registerPractices().register(List.of(listing), now),
                        Patience.LONG,
                        "registering a practice");
        assertThat(registered.added()).isEqualTo(1);
        return practice;
    }

    public static NhsNumber newPatient() {
        return NhsNumber.ofDemonstration(NUMBERS.incrementAndGet());
    }

    /** A practice that has published one session on Monday from eight, with this many slots of ten minutes. */
    public OdsCode practiceWithSlots(int slots) {
        OdsCode practice = newPractice();
        publish(practice, "morning", session(MONDAY, slots));
        return practice;
    }

    /** The same, for those alone whom the audience names. */
    public OdsCode practiceWithSlotsFor(String audience, int slots) {
        OdsCode practice = newPractice();
        publish(practice, "morning", session(MONDAY, slots).put("audience", new JsonArray().add(audience)));
        return practice;
    }

    /** A session from eight with this many slots of ten minutes. */
    public static JsonObject session(LocalDate day, int slots) {
        int minutes = 8 * 60 + 10 * slots;
        return new JsonObject()
                .put("date", day.toString())
                .put("start", "08:00")
                .put("end", String.format("%02d:%02d", minutes / 60, minutes % 60))
                .put("slotMinutes", 10)
                .put("clinician", "Dr A. Example")
                .put("role", "General Medical Practitioner")
                .put("channel", "In-person")
                .put("type", "General Consultation Acute")
                .put("location", "Main surgery");
    }

    /** The slots that follow, as references. */
    @CanIgnoreReturnValue
    public List<String> publish(OdsCode practice, String name, JsonObject session) {
        return api.publish(api.practiceToken(practice), practice, name, session)
                .withStatus(200)
                .publishedSlots();
    }

    /** What is free on Monday for a patient of the practice, as references. */
    public List<String> freeOnMonday(OdsCode practice) {
        String token = api.patientToken(newPatient(), practice);
        Answer found = api.search(
                token, practice, MONDAY.toString(), MONDAY.plusDays(1).toString(), "_count=200");
        return found.withStatus(200).slots();
    }

    public Answer book(NhsNumber patient, OdsCode practice, String... slots) {
        return api.book(api.patientToken(patient, practice), Bodies.appointment(patient, slots))
                .send();
    }

    @CanIgnoreReturnValue
    public Answer booked(NhsNumber patient, OdsCode practice, String slot) {
        return book(patient, practice, slot).withStatus(201);
    }

    @CanIgnoreReturnValue
    public Answer held(NhsNumber patient, OdsCode practice, String slot) {
        return hold(patient, practice, slot).withStatus(201);
    }

    public Answer hold(NhsNumber patient, OdsCode practice, String slot) {
        return api.hold(api.patientToken(patient, practice), Bodies.hold(patient, slot))
                .send();
    }

    public Answer confirm(NhsNumber patient, OdsCode practice, Answer hold) {
        return api.change(
                        api.patientToken(patient, practice),
                        hold.id(),
                        Bodies.appointment(patient, hold.slot()).put("id", hold.id()))
                .send();
    }

    public Answer cancel(NhsNumber patient, OdsCode practice, Answer booked, String etag) {
        return api.change(
                        api.patientToken(patient, practice),
                        booked.id(),
                        Bodies.cancelled(booked.json(), "Feeling better"))
                .ifMatch(etag)
                .send();
    }

    public Answer move(NhsNumber patient, OdsCode practice, Answer booked, String slot) {
        JsonObject moved = Bodies.appointment(patient, slot).put("id", booked.id());
        return api.change(api.patientToken(patient, practice), booked.id(), moved)
                .ifMatch(booked.etag())
                .send();
    }

    /** The number in the first column of the first row, asked of the ledger itself. */
    public int count(String sql) {
        try (Connection connection = Stores.connect(ledger);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getInt(1);
        } catch (SQLException cause) {
            throw new IllegalStateException(sql, cause);
        }
    }

    @Override
    public void close() {
        RunOutput.keepMeters(running.managementPort());
        running.close();
    }
}
