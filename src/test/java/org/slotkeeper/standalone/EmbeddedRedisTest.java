package org.slotkeeper.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slotkeeper.testing.RedisTalk;

final class EmbeddedRedisTest {
    @TempDir
    private Path directory;

    @Test
    void itRefusesToForgetKeysWhenMemoryIsFullAndWritesNothingToDisk() {
        try (EmbeddedRedis redis = EmbeddedRedis.start(directory)) {
            assertThat(RedisTalk.say(redis.address(), "CONFIG", "GET", "maxmemory-policy"))
                    .contains("noeviction");
            assertThat(RedisTalk.say(redis.address(), "CONFIG", "GET", "appendonly"))
                    .containsExactly("appendonly", "no");
            assertThat(RedisTalk.say(redis.address(), "CONFIG", "GET", "save")).containsExactly("save", "");
            assertThat(RedisTalk.say(redis.address(), "CONFIG", "GET", "bind")).containsExactly("bind", "127.0.0.1");
        }
    }

    @Test
    void itRemembersNothingOfTheRunBefore() {
        try (EmbeddedRedis redis = EmbeddedRedis.start(directory)) {
            assertThat(RedisTalk.say(redis.address(), "SET", "key", "value")).containsExactly("OK");
        }

        try (EmbeddedRedis redis = EmbeddedRedis.start(directory)) {
            assertThat(RedisTalk.say(redis.address(), "DBSIZE")).containsExactly("0");
        }
    }

    @Test
    void settingsOfTheCallerWin() {
        try (EmbeddedRedis redis = EmbeddedRedis.start(directory, Map.of("maxmemory", "64mb"))) {
            assertThat(RedisTalk.say(redis.address(), "CONFIG", "GET", "maxmemory"))
                    .contains("67108864");
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
            assertThat(RedisTalk.say(redis.address(), "PING")).containsExactly("PONG");
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
}
