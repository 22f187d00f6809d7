package org.slotkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.standalone.PostgresAddress;
import org.slotkeeper.testing.DocumentedRights;
import org.slotkeeper.testing.GuardedRedis;
import org.slotkeeper.testing.Stores;

/** The password of a store is changed while patients book, and the old one is good for nothing any more: nobody restarts an engine for it. */
final class ChangedPasswordTest {

    @TempDir
    private Path directory;

    private GuardedRedis redis;
    private PostgresAddress ledger;
    private RunningSystem system;
    private OdsCode practice;
    private Iterator<String> slots = List.<String>of().iterator();

    @BeforeEach
    void start() throws IOException {
        // Redis is another user, if we are root.
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        redis = GuardedRedis.start(directory.resolve("redis"), Map.of());
        redis.say(DocumentedRights.given("first"));
        ledger = Stores.freshDatabase();
        Stores.execute(ledger, "CREATE ROLE " + role() + " LOGIN PASSWORD 'first'");
        Stores.execute(ledger, "ALTER DATABASE " + ledger.database() + " OWNER TO " + role());
        putSecrets("first");
        system = RunningSystem.start(
                ledger,
                RunningSystem.NOW,
                2,
                "postgres.user=" + role(),
                "postgres.password=",
                "postgres.passwordFile=" + directory.resolve("postgres.password"),
                "redis.host=" + redis.address().host(),
                "redis.port=" + redis.address().port(),
                "redis.user=" + DocumentedRights.USER,
                "redis.passwordFile=" + directory.resolve("redis.password"));
        practice = system.practiceWithSlots(60);
        slots = system.freeOnMonday(practice).iterator();
        assertThat(book()).isEqualTo(201);
    }

    @AfterEach
    void stop() {
        system.close();
        redis.close();
    }

    private String role() {
        return "engine_of_" + ledger.database();
    }

    /** As Kubernetes changes what is mounted of a Secret: each file is a link through a directory that is a link, and that one is put in the place of the old one. */
    private void putSecrets(String password) throws IOException {
        Path version = Files.createDirectory(directory.resolve(".." + password));
        for (String name : List.of("postgres.password", "redis.password")) {
            Files.writeString(version.resolve(name), password + "\n");
            if (!Files.isSymbolicLink(directory.resolve(name))) {
                Files.createSymbolicLink(directory.resolve(name), Path.of("..data", name));
            }
        }
        Path link = Files.createSymbolicLink(directory.resolve("..data_tmp"), version.getFileName());
        Files.move(link, directory.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    }

    private int book() {
        return system.book(RunningSystem.newPatient(), practice, slots.next()).status();
    }

    private void assertBookingGoesOn() {
        await().until(this::book, status -> status == 201);
        assertThat(book()).isEqualTo(201);
        await().until(() -> system.api()
                        .search(
                                system.api().patientToken(RunningSystem.newPatient(), practice),
                                practice,
                                "2037-11-23",
                                "2037-11-24")
                        .status()
                == 200);
    }

    private void endSessions() {
        Stores.execute(
                ledger, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '" + role() + "'");
    }

    @Test
    void ofPostgres() throws IOException {
        Stores.execute(ledger, "ALTER ROLE " + role() + " PASSWORD 'second'");
        putSecrets("second");
        endSessions();

        assertBookingGoesOn();
    }

    @Test
    void ofRedis() throws IOException {
        redis.say("ACL", "SETUSER", DocumentedRights.USER, "resetpass", ">second");
        putSecrets("second");
        redis.say("CLIENT", "KILL", "USER", DocumentedRights.USER);

        assertBookingGoesOn();
    }

    /** The store is first, and the file follows when it comes: until then nobody is let in. */
    @Test
    void ofBothAndTheFilesFollowLater() throws IOException {
        Stores.execute(ledger, "ALTER ROLE " + role() + " PASSWORD 'second'");
        redis.say("ACL", "SETUSER", DocumentedRights.USER, "resetpass", ">second");
        endSessions();
        redis.say("CLIENT", "KILL", "USER", DocumentedRights.USER);
        await().until(this::book, status -> status == 503);
        putSecrets("second");

        assertBookingGoesOn();
    }
}
