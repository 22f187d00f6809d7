package org.slotkeeper.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slotkeeper.testing.Patience;

final class PasswordTest {

    private static Vertx vertx;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() {
        var unused = vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static String now(Password password) {
        return password.now(vertx)
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(Patience.LONG.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    @Test
    void oneThatIsNotInAFileStays() {
        assertThat(now(Password.of("hush"))).isEqualTo("hush");
        assertThat(Password.of("hush").read()).isEqualTo("hush");
        assertThat(Password.of("hush")).hasToString("***");
    }

    @Test
    void oneInAFileIsAsItIsNow() throws IOException {
        Path file = Files.writeString(directory.resolve("password"), "first\n");
        Password password = Password.in(file, Password.textIn(file));

        assertThat(now(password)).isEqualTo("first");
        Files.writeString(file, "second\r\n");
        assertThat(now(password)).isEqualTo("second");
        Files.writeString(file, "third");
        assertThat(password.read()).isEqualTo("third");
    }

    @Test
    void aFileThatIsBeingChangedTakesNothingAway() throws IOException {
        Path file = Files.writeString(directory.resolve("password"), "first\n");
        Password password = Password.in(file, "first");

        Files.writeString(file, "");
        assertThat(now(password)).isEqualTo("first");
        Files.delete(file);
        assertThat(now(password)).isEqualTo("first");
        Files.writeString(file, "second\n");
        assertThat(now(password)).isEqualTo("second");
        Files.delete(file);
        assertThat(now(password)).isEqualTo("second");
    }
}
