package org.slotkeeper.retention;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.slotkeeper.retention.spi.Week;
import org.slotkeeper.retention.spi.WeekLedger;
import org.slotkeeper.retention.spi.WeekTable;

/**
 * The directory that weeks are archived in, each in one of its own: a table is a CSV file under
 * gzip, beside them are the sums of all files, how many rows each has, and statements by which psql
 * makes the tables again. A week is written under a name that begins with a dot; it has its own
 * name only when all of it is on disk.
 */
public final class WeekArchive {

    private static final String SUMS = "SHA256SUMS";
    private static final String TABLES = "tables.csv";
    private static final String TABLES_HEAD = "table,rows,sha256_of_csv";
    private static final String ENDING = ".csv.gz";

    private final Path directory;

    /** @param directory is there, and can be written to */
    public WeekArchive(Path directory) {
        this.directory = directory;
    }

    /**
     * Answers the name of the directory that has the week, which has been read back: if it was
     * archived as it is before, by a run that could not say so any more, the old one.
     */
    public String write(Week week, List<WeekTable> tables, WeekLedger ledger) throws IOException {
        String usual = "slotkeeper-" + week.part().word() + '-' + week.monday();
        Path partial = directory.resolve('.' + usual + ".partial");
        erase(partial);
        createPrivate(partial);
        Map<String, TableContent> contents = new LinkedHashMap<>();
        List<WeekTable> all =
                Stream.concat(tables.stream(), ledger.references(week).stream()).toList();
        for (WeekTable table : all) {
            contents.put(table.table(), writeTable(partial.resolve(table.table() + ENDING), table, ledger));
        }
        writeText(partial.resolve(TABLES), text(contents));
        writeText(partial.resolve("restore.sql"), RestoreScripts.restore(week, all, contents));
        writeText(partial.resolve("put-back.sql"), RestoreScripts.putBack(week, tables));
        writeText(partial.resolve(SUMS), sums(partial));
        sync(partial);
        String name = nameFor(usual, contents);
        if (Files.exists(directory.resolve(name))) {
            erase(partial);
        } else {
            Path unused = Files.move(partial, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            sync(directory);
        }
        requireEqual(name, contents, read(name));
        return name;
    }

    /**
     * Something else under the usual name is left as it is: the week was put back, and changed
     * perhaps.
     */
    private String nameFor(String usual, Map<String, TableContent> contents) throws IOException {
        String name = usual;
        for (int nth = 2; Files.exists(directory.resolve(name)); nth++) {
            if (read(name).equals(contents)) {
                return name;
            }
            name = usual + '.' + nth;
        }
        return name;
    }

    private static TableContent writeTable(Path file, WeekTable table, WeekLedger ledger) throws IOException {
        CsvCount count = new CsvCount();
        long rows;
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                OutputStream packed = new GZIPOutputStream(out, 1 << 16)) {
            rows = ledger.copy(table, count.beside(packed));
        }
        sync(file);
        TableContent content = count.content();
        if (content.rows() != rows) {
            throw new IOException(file + " has " + content.rows() + " rows, and " + table.name() + " has " + rows);
        }
        return content;
    }

    /**
     * The tables of an archived week, when its files have been read from end to end and are as they
     * were written.
     *
     * @throws IOException if one is missing or differs
     */
    public Map<String, TableContent> read(String name) throws IOException {
        Path place = directory.resolve(name);
        for (String line : Files.readAllLines(place.resolve(SUMS))) {
            String[] sumAndFile = line.split(" {2}", 2);
            Path file = place.resolve(sumAndFile[1]);
            if (!CsvCount.sha256(file).equals(sumAndFile[0])) {
                throw new IOException(file + " is not as it was written: its sum differs");
            }
        }
        Map<String, TableContent> contents = new LinkedHashMap<>();
        for (String line : Files.readAllLines(place.resolve(TABLES))) {
            if (!line.equals(TABLES_HEAD)) {
                String[] fields = line.split(",", -1);
                contents.put(fields[0], new TableContent(Long.parseLong(fields[1]), fields[2]));
            }
        }
        Map<String, TableContent> found = new TreeMap<>();
        for (String table : contents.keySet()) {
            CsvCount count = new CsvCount();
            try (InputStream in = new GZIPInputStream(Files.newInputStream(place.resolve(table + ENDING)), 1 << 16);
                    OutputStream counting = count.beside(OutputStream.nullOutputStream())) {
                long unused = in.transferTo(counting);
            }
            found.put(table, count.content());
        }
        requireEqual(name, contents, found);
        return contents;
    }

    /**
     * Nothing happens if these tables, as they are now, are in the archive of that name.
     *
     * @throws IOException if they are not
     */
    public void requireSame(String name, List<WeekTable> tables, WeekLedger ledger) throws IOException {
        Map<String, TableContent> archived = read(name);
        for (WeekTable table : tables) {
            CsvCount count = new CsvCount();
            long unused = ledger.copy(table, count.beside(OutputStream.nullOutputStream()));
            if (!count.content().equals(archived.get(table.table()))) {
                throw new IOException(
                        table.name() + " is not as it is in " + directory.resolve(name) + ": nothing is dropped");
            }
        }
    }

    private void requireEqual(String name, Map<String, TableContent> wanted, Map<String, TableContent> found)
            throws IOException {
        if (!wanted.equals(found)) {
            throw new IOException(
                    directory.resolve(name) + " does not have what was written to it: nothing is dropped");
        }
    }

    private static String text(Map<String, TableContent> contents) {
        return Stream.concat(
                        Stream.of(TABLES_HEAD),
                        contents.entrySet().stream()
                                .map(entry -> entry.getKey()
                                        + ','
                                        + entry.getValue().rows()
                                        + ','
                                        + entry.getValue().sha256()))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String sums(Path place) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path file : inside(place)) {
            lines.add(CsvCount.sha256(file) + "  " + file.getFileName());
        }
        return String.join("\n", lines) + "\n";
    }

    private static void writeText(Path file, String text) throws IOException {
        Path unused = Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
        sync(file);
    }

    /** What is written is patients' data: nobody but who runs this reads it. */
    private static void createPrivate(Path place) throws IOException {
        boolean hasModes = place.getFileSystem().supportedFileAttributeViews().contains("posix");
        Path unused = hasModes
                ? Files.createDirectory(
                        place, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")))
                : Files.createDirectory(place);
    }

    private static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static List<Path> inside(Path place) throws IOException {
        try (Stream<Path> files = Files.list(place)) {
            return files.sorted(Comparator.comparing(Path::getFileName)).toList();
        }
    }

    private static void erase(Path place) throws IOException {
        if (Files.isDirectory(place)) {
            for (Path file : inside(place)) {
                Files.delete(file);
            }
            Files.delete(place);
        }
    }
}
