package org.slotkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slotkeeper.assembly.Chance;

final class DemoSecretTest {

    @Test
    void itIsTheSameAfterARestartAndItsOwnersOnly(@TempDir Path directory) throws IOException {
        String made = DemoSecret.in(directory, new Chance());

        assertThat(made).hasSize(32);
        assertThat(DemoSecret.in(directory, new Chance())).isEqualTo(made);
        assertThat(directory).isDirectoryNotContaining("glob:**.new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("booking.secret"))))
                .isEqualTo("rw-------");
    }
}
