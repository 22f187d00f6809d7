package org.slotkeeper.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoreUserTest {
    @TempDir
    private Path directory;

    @Test
    void aStoreIsNeverRoot() throws IOException {
        try (EmbeddedStores stores = EmbeddedStores.start(directory, new SecureRandom())) {
            assertThat(stores.postgres().port()).isPositive();
            assertThat(ownerOfProcessIn("postgres/postmaster.pid")).isNotEqualTo("root");
            assertThat(ownerOfProcessIn("redis/redis.pid")).isNotEqualTo("root");
        }
    }

    @Test
    void rootMayKeepDataBelowADirectoryThatIsClosedToAllOthers() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root runs stores as somebody else");
        Path closed = Files.createDirectory(
                directory.resolve("closed"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));

        try (EmbeddedStores stores = EmbeddedStores.start(closed.resolve("data"), new SecureRandom())) {
            assertThat(stores.postgres().port()).isPositive();
        }
    }

    private String ownerOfProcessIn(String pidFile) throws IOException {
        String pid = Files.readAllLines(directory.resolve(pidFile)).get(0).strip();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow().info().user().orElseThrow();
    }
}
