package org.slotkeeper.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedRedisTest {
    @TempDir
    private Path directory;

    @Test
    void itRefusesToForgetKeysWhenMemoryIsFullAndWritesNothingToDisk() throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.start(directory)) {
            assertThat(say(redis, "CONFIG GET maxmemory-policy")).contains("noeviction");
            assertThat(say(redis, "CONFIG GET appendonly")).contains("\nno\r");
            assertThat(say(redis, "CONFIG GET save")).contains("$4\r\nsave\r\n$0\r\n");
            assertThat(say(redis, "CONFIG GET bind")).contains("127.0.0.1");
        }
    }

    @Test
    void itRemembersNothingOfTheRunBefore() throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.start(directory)) {
            assertThat(say(redis, "SET key value")).startsWith("+OK");
        }

        try (EmbeddedRedis redis = EmbeddedRedis.start(directory)) {
            assertThat(say(redis, "DBSIZE")).startsWith(":0");
        }
    }

    @Test
    void settingsOfTheCallerWin() throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.start(directory, Map.of("maxmemory", "64mb"))) {
            assertThat(say(redis, "CONFIG GET maxmemory")).contains("67108864");
        }
    }

    @Test
    void aSettingItDoesNotKnowIsToldInItsOwnWords() {
        assertThatThrownBy(() -> EmbeddedRedis.start(directory, Map.of("no-such-setting", "yes")))
                .isInstanceOf(StoreNotStarted.class)
                .hasMessageContaining("Redis ended with code 1")
                .hasMessageContaining("no-such-setting");
    }

    @Test
    void aDirectoryWithASpaceInItsNameWillDo() throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.start(directory.resolve("my data"))) {
            assertThat(say(redis, "PING")).startsWith("+PONG");
        }
    }

    @Test
    void aPortThatWasTakenMeanwhileIsLeftForAnother() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Iterator<Integer> ports =
                    List.of(other.getLocalPort(), LoopbackPort.free()).iterator();

            try (EmbeddedRedis redis = EmbeddedRedis.start(directory, Map.of(), root -> withPorts(root, ports))) {
                assertThat(redis.address().port()).isNotEqualTo(other.getLocalPort());
            }
        }
    }

    @Test
    void aMissingLibraryIsNamedWithWhatToInstall() throws IOException {
        Binaries binaries = new Binaries(Files.createDirectory(directory.resolve("cache")));
        Files.writeString(binaries.redisServer(), """
                #!/bin/sh
                echo 'redis-server: error while loading shared libraries: libssl.so.3: cannot open shared object file'
                exit 127
                """);

        assertThatThrownBy(() -> EmbeddedRedis.start(directory, Map.of(), root -> withBinaries(root, binaries)))
                .isInstanceOf(StoreNotStarted.class)
                .hasMessageContaining("install the library")
                .hasMessageContaining("libssl.so.3");
    }

    @Test
    void aProgramOfAnotherKindOfMachineIsNamed() throws IOException {
        Binaries binaries = new Binaries(Files.createDirectory(directory.resolve("cache")));
        Files.write(binaries.redisServer(), new byte[] {0x7f, 'E', 'L', 'F', 0, 0, 0, 0});

        assertThatThrownBy(() -> EmbeddedRedis.start(directory, Map.of(), root -> withBinaries(root, binaries)))
                .isInstanceOf(StoreNotStarted.class)
                .hasMessageContaining("does not run on this machine");
    }

    private static Machine withPorts(Path root, Iterator<Integer> ports) {
        Machine real = Machine.of(root);
        return new Machine(real.binaries(), real.user(), ports::next);
    }

    private static Machine withBinaries(Path root, Binaries binaries) {
        return new Machine(binaries, StoreUser.of(root), LoopbackPort::free);
    }

    static String say(EmbeddedRedis redis, String command) throws IOException {
        try (Socket socket = new Socket(redis.address().host(), redis.address().port())) {
            socket.getOutputStream().write((command + "\r\nQUIT\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
