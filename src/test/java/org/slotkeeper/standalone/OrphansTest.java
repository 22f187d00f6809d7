package org.slotkeeper.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slotkeeper.testing.Patience;
import org.slotkeeper.testing.Processes;
import org.slotkeeper.testing.Trial;

/** A run that is killed cannot stop its stores: the next run must not be hindered by them, nor harm anybody else. */
@Trial("stores that a killed run left")
final class OrphansTest {
    @TempDir
    private Path directory;

    @Test
    void storesLeftByAKilledRunAreStoppedAndTheDataIsKept() throws Exception {
        OtherRun killed = OtherRun.starting(directory).awaitReady();
        String password = Files.readString(directory.resolve("postgres.password"));
        killed.kill();
        ProcessHandle postgres = processIn("postgres/postmaster.pid");
        ProcessHandle redis = processIn("redis/redis.pid");
        assertThat(postgres.isAlive() && redis.isAlive())
                .as("this test needs orphans")
                .isTrue();

        try (EmbeddedStores stores = EmbeddedStores.start(directory, new SecureRandom())) {
            assertThat(stores.postgres().password()).isEqualTo(password);
            assertThat(EmbeddedPostgresTest.ask(stores.postgres(), "SELECT 1")).isEqualTo("1");
            assertThat(processIn("postgres/postmaster.pid").pid()).isNotEqualTo(postgres.pid());
            assertThat(processIn("redis/redis.pid").pid()).isNotEqualTo(redis.pid());
            assertThat(Processes.isAtWork(postgres)).as("the orphan").isFalse();
            assertThat(Processes.isAtWork(redis)).as("the orphan").isFalse();
        }
    }

    @Test
    void postgresIsStartedAgainAfterItWasItselfKilled() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory, new SecureRandom())) {
            EmbeddedPostgresTest.tell(postgres, "CREATE TABLE kept (word text)");
            ProcessHandle postmaster = processIn("postgres/postmaster.pid");
            postmaster.destroyForcibly();
            postmaster.onExit().get(Patience.LONG.toSeconds(), TimeUnit.SECONDS);
        }

        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory, new SecureRandom())) {
            assertThat(EmbeddedPostgresTest.ask(postgres, "SELECT count(*) FROM kept"))
                    .isEqualTo("0");
        }
    }

    @Test
    void aProcessThatOnlyHasTheSameNumberIsNotHarmed() throws Exception {
        EmbeddedStores.start(directory, new SecureRandom()).close();
        Process bystander = new ProcessBuilder("sleep", "600").start();
        try {
            Files.writeString(directory.resolve("postgres/postmaster.pid"), bystander.pid() + "\n");
            Files.writeString(directory.resolve("redis/redis.pid"), bystander.pid() + "\n");

            EmbeddedStores stores = EmbeddedStores.start(directory, new SecureRandom());
            ProcessHandle postgres = processIn("postgres/postmaster.pid");
            ProcessHandle redis = processIn("redis/redis.pid");
            stores.close();

            assertThat(bystander.isAlive()).isTrue();
            assertThat(List.of(postgres, redis)).noneMatch(Processes::isAtWork);
        } finally {
            bystander.destroyForcibly();
        }
    }

    @Test
    void aLiveRunOfAnotherProcessIsRefusedByItsNumberAndNotDisturbed() throws Exception {
        try (OtherRun live = OtherRun.starting(directory).awaitReady()) {
            ProcessHandle postgres = processIn("postgres/postmaster.pid");

            assertThatThrownBy(() -> EmbeddedStores.start(directory, new SecureRandom()))
                    .isInstanceOf(StoreNotStarted.class)
                    .hasMessageContaining("in use by another running Slotkeeper (process " + live.pid() + ")");
            assertThatThrownBy(() -> EmbeddedStores.erase(directory))
                    .isInstanceOf(StoreNotStarted.class)
                    .hasMessageContaining("in use");

            assertThat(postgres.isAlive()).isTrue();
        }
        EmbeddedStores.erase(directory);
    }

    @Test
    void erasingStopsOrphansAndForgetsTheirData() throws Exception {
        OtherRun.starting(directory).awaitReady().kill();
        ProcessHandle postgres = processIn("postgres/postmaster.pid");
        ProcessHandle redis = processIn("redis/redis.pid");

        EmbeddedStores.erase(directory);

        assertThat(Processes.isAtWork(postgres)).as("the orphan").isFalse();
        assertThat(Processes.isAtWork(redis)).as("the orphan").isFalse();
        assertThat(directory.resolve("postgres")).doesNotExist();
        assertThat(directory.resolve("postgres.password")).doesNotExist();
    }

    private ProcessHandle processIn(String pidFile) throws IOException {
        String pid = Files.readAllLines(directory.resolve(pidFile)).get(0).strip();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }
}
