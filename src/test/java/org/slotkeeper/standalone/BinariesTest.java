package org.slotkeeper.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

final class BinariesTest {
    @TempDir
    private Path directory;

    @Test
    void programsAreUnpackedOnceAndFoundAgain() throws IOException {
        Path unpacked = new Binaries(directory).postgres();
        Path marked = Files.createFile(unpacked.resolve("found-again"));

        assertThat(new Binaries(directory).postgres()).isEqualTo(unpacked);

        assertThat(marked).exists();
        assertThat(unpacked.resolve("bin/postgres")).isExecutable();
    }

    @Test
    void twoRunsThatUnpackAtOnceFindTheSameWholePrograms() throws Exception {
        try (OtherRun first = OtherRun.unpacking(directory);
                OtherRun second = OtherRun.unpacking(directory)) {
            first.awaitReady();
            second.awaitReady();
        }

        assertThat(names()).hasSize(2).contains("lock").noneMatch(name -> name.endsWith(".partial"));
    }

    @Test
    void whatAKilledRunLeftHalfUnpackedIsDoneAgain() throws IOException {
        Path whole = new Binaries(directory).redisServer();
        Path home = whole.resolveSibling(".").normalize();
        Files.move(home, home.resolveSibling(home.getFileName() + ".partial"));

        assertThat(new Binaries(directory).redisServer()).isEqualTo(whole).isExecutable();
        assertThat(names()).noneMatch(name -> name.endsWith(".partial"));
    }

    @Test
    void anArchiveCannotWriteOutsideOfItself() throws IOException {
        TarArchiveEntry file = new TarArchiveEntry("../outside");
        TarArchiveEntry link = new TarArchiveEntry("inside", TarConstants.LF_SYMLINK);
        link.setLinkName("../outside");

        for (TarArchiveEntry entry : List.of(file, link)) {
            assertThatThrownBy(() -> Archive.unpack(directory, new ByteArrayInputStream(packed(entry))))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("outside of itself");
        }
    }

    private static byte[] packed(TarArchiveEntry entry) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new XZOutputStream(bytes, new LZMA2Options(0)))) {
            tar.putArchiveEntry(entry);
            tar.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(path -> path.getFileName().toString()).toList();
        }
    }
}
