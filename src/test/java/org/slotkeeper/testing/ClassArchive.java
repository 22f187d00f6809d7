package org.slotkeeper.testing;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * With what a JVM that a test starts is ready after two thirds of the work: an archive of all classes as they are in memory once a gateway is ready, as the image has one. It is made by the first JVM of tests that needs
 * it, for the classes as they are. What does not fit it starts as usual.
 */
public final class ClassArchive {

    private static final Path HOME = Path.of("target", "class-archive").toAbsolutePath();
    private static final Path OURS = Path.of("target", "classes").toAbsolutePath();
    private static final List<String> TRAINING = List.of(
            "org.slotkeeper.Slotkeeper",
            "serve",
            "--profile",
            "development",
            "--role",
            "gateway",
            "--set",
            "gateway.port=0",
            "--set",
            "management.port=0",
            "--set",
            "identity.issuer=https://issuer.invalid",
            "--set",
            "identity.jwksUrl=http://127.0.0.1:1/");

    private ClassArchive() {}

    /** For a JVM with the class path below, to which more may be added behind. What it would say of an archive that does not fit is not said. */
    public static List<String> flags() {
        return List.of("-XX:SharedArchiveFile=" + Made.ARCHIVE, "-Xshare:auto", "-Xlog:disable");
    }

    /** Our classes and all libraries, but no classes of tests. An archive knows jars only. */
    public static String classPath() {
        return Made.CLASS_PATH;
    }

    private static final class Made {
        static final String CLASS_PATH;
        static final Path ARCHIVE;

        static {
            try {
                Path directory = Files.createDirectories(HOME.resolve(stampOf(filesOf(OURS))));
                CLASS_PATH = Stream.concat(Stream.of(directory.resolve("slotkeeper.jar")), libraries())
                        .map(Path::toString)
                        .collect(Collectors.joining(File.pathSeparator));
                ARCHIVE = directory.resolve("slotkeeper.jsa");
                make(directory);
            } catch (IOException cause) {
                throw new UncheckedIOException(cause);
            }
        }

        /** One JVM at a time, and the others find it made. */
        private static void make(Path directory) throws IOException {
            try (FileChannel channel = FileChannel.open(
                            HOME.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                Path jar = directory.resolve("slotkeeper.jar");
                if (!Files.exists(jar)) {
                    removeOthers(directory);
                    Path partial = directory.resolve("partial.jar");
                    pack(partial);
                    Path unused = Files.move(partial, jar, StandardCopyOption.ATOMIC_MOVE);
                    train(directory);
                }
            }
        }

        /** Each takes as much room as a build, and is of classes that are not there any more. */
        private static void removeOthers(Path directory) throws IOException {
            for (Path file : filesOf(HOME)) {
                if (!file.startsWith(directory) && !file.getParent().equals(HOME)) {
                    Files.delete(file);
                }
            }
        }

        private static Stream<Path> libraries() {
            return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                    .map(Path::of)
                    .filter(Files::isRegularFile);
        }

        private static List<Path> filesOf(Path root) throws IOException {
            try (Stream<Path> files = Files.walk(root)) {
                return files.filter(Files::isRegularFile).sorted().toList();
            }
        }

        /** Changes whenever a class does. */
        private static String stampOf(List<Path> classes) throws IOException {
            CRC32 stamp = new CRC32();
            stamp.update(System.getProperty("java.vm.version").getBytes(StandardCharsets.UTF_8));
            for (Path file : classes) {
                stamp.update((file + " " + Files.getLastModifiedTime(file) + ' ' + Files.size(file))
                        .getBytes(StandardCharsets.UTF_8));
            }
            return Long.toHexString(stamp.getValue());
        }

        /** With entries of directories too, which whoever looks for all files in one needs. */
        private static void pack(Path jar) throws IOException {
            try (Stream<Path> all = Files.walk(OURS);
                    ZipOutputStream packed = new ZipOutputStream(Files.newOutputStream(jar))) {
                packed.setLevel(1);
                for (Path one : all.filter(path -> !path.equals(OURS)).sorted().toList()) {
                    String name = OURS.relativize(one).toString().replace(File.separatorChar, '/');
                    boolean isDirectory = Files.isDirectory(one);
                    packed.putNextEntry(new ZipEntry(isDirectory ? name + '/' : name));
                    if (!isDirectory) {
                        long unused = Files.copy(one, packed);
                    }
                    packed.closeEntry();
                }
            }
        }

        /** A gateway runs until it is ready, and writes the archive as it ends. */
        private static void train(Path directory) throws IOException {
            Path partial = directory.resolve("partial.jsa");
            List<String> command =
                    Jvm.command("-Xlog:disable", "-XX:ArchiveClassesAtExit=" + partial, "-cp", CLASS_PATH);
            command.addAll(TRAINING);
            Process training = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (BufferedReader said = training.inputReader()) {
                String unusedReady = said.readLine();
                training.destroy();
                boolean isOver = training.waitFor(Patience.LONG.toSeconds(), TimeUnit.SECONDS);
                if (isOver && Files.exists(partial)) {
                    Path unused = Files.move(partial, ARCHIVE, StandardCopyOption.ATOMIC_MOVE);
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            } finally {
                Process unused = training.destroyForcibly();
            }
        }
    }
}
