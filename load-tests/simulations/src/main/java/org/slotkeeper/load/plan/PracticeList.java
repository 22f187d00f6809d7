package org.slotkeeper.load.plan;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Practices drawn from a list: the same seed draws the same. */
public final class PracticeList {

    /** Patients registered with England's practices, March 2026 (NHS England, Patients Registered at a GP Practice). */
    static final double PATIENTS_OF_ENGLAND = 63_700_000;

    private PracticeList() {}

    /** What stands in a CSV whose header has {@code ods_code} and {@code list_size}. Practices without patients are left out. */
    public static List<Practice> read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        List<String> header = lines.isEmpty() ? List.of() : fields(lines.get(0));
        int ods = header.indexOf("ods_code");
        int size = header.indexOf("list_size");
        if (ods < 0 || size < 0) {
            throw new IllegalArgumentException(file + " must be a CSV whose header has ods_code and list_size");
        }
        List<Practice> practices = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            List<String> fields = fields(line);
            int patients =
                    fields.size() > Math.max(ods, size) && !fields.get(size).isEmpty()
                            ? Integer.parseInt(fields.get(size))
                            : 0;
            if (patients > 0) {
                practices.add(new Practice(fields.get(ods), patients));
            }
        }
        if (practices.isEmpty()) {
            throw new IllegalArgumentException(file + " names no practice with patients");
        }
        return practices;
    }

    /** As many as have this part of England's patients; all of them, each with more patients, where the list is too short. */
    public static List<Practice> draw(List<Practice> all, double scale, long seed) {
        double wanted = PATIENTS_OF_ENGLAND * scale;
        List<Practice> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, new Random(seed));
        List<Practice> drawn = new ArrayList<>();
        double patients = 0;
        for (Practice practice : shuffled) {
            if (patients >= wanted) {
                return drawn;
            }
            drawn.add(practice);
            patients += practice.patients();
        }
        double factor = Math.max(1, wanted / patients);
        return drawn.stream()
                .map(practice -> new Practice(practice.ods(), (int) Math.ceil(practice.patients() * factor)))
                .toList();
    }

    /** In the form that {@code slotkeeper demo --practices} reads. */
    public static void write(List<Practice> practices, Path file) throws IOException {
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            writer.write("ods_code,name,postcode,sub_icb,pcn,list_size\n");
            for (Practice practice : practices) {
                writer.write(String.format(
                        Locale.ROOT,
                        "%s,PRACTICE %s,ZZ1 1ZZ,,,%d%n",
                        practice.ods(),
                        practice.ods(),
                        practice.patients()));
            }
        }
    }

    /** A line of a CSV: a field may stand in quotes, and a quote in it is doubled. */
    static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean isQuoted = false;
        for (int at = 0; at < line.length(); at++) {
            char c = line.charAt(at);
            if (c == '"') {
                boolean isDoubled = isQuoted && at + 1 < line.length() && line.charAt(at + 1) == '"';
                if (isDoubled) {
                    field.append(c);
                    at++;
                } else {
                    isQuoted = !isQuoted;
                }
            } else if (c == ',' && !isQuoted) {
                fields.add(field.toString().strip());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString().strip());
        return fields;
    }
}
