package org.slotkeeper.load.plan;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What the simulation finds when it begins, as files: who there is, with tokens, and when the release is. */
public final class World {

    private static final String ABOUT = "world.txt";
    private static final String PATIENTS = "patients.tsv";
    private static final String CONTENDERS = "contenders.tsv";
    private static final String PUBLICATIONS = "publications.tsv";

    private final Path directory;

    public World(Path directory) {
        this.directory = directory;
    }

    /** @param arrivalMillis of a contender, from the beginning of the measured part; 0 for those who return */
    public record Person(long arrivalMillis, String nhsNumber, String ods, String token) {}

    public record Publication(String ods, String id, int slots, String token, String body) {}

    /**
     * @param measuredFrom when what counts begins
     * @param today the day of which all other days are counted, so that a run over midnight stays one
     */
    public record About(Instant measuredFrom, LocalDate today, double patientsOfPractices, double warmUpPerSecond) {}

    public void write(Plan plan, Tokens tokens, Instant release) throws IOException {
        Files.createDirectories(directory);
        write(PATIENTS, plan.patients(), patient -> person(0, patient, tokens));
        write(CONTENDERS, plan.contenders(), one -> person(one.arrivalMillis(), one.patient(), tokens));
        write(
                PUBLICATIONS,
                plan.toPublish(),
                one -> String.join(
                        "\t",
                        one.ods(),
                        one.id(),
                        Integer.toString(one.slots()),
                        tokens.ofPractice(one.ods()),
                        one.body(release)));
    }

    public void write(About about) throws IOException {
        Files.writeString(
                directory.resolve(ABOUT),
                String.join(
                        "\t",
                        about.measuredFrom().toString(),
                        about.today().toString(),
                        Double.toString(about.patientsOfPractices()),
                        Double.toString(about.warmUpPerSecond())));
    }

    public About about() {
        String[] fields = lines(ABOUT).get(0).split("\t");
        return new About(
                Instant.parse(fields[0]),
                LocalDate.parse(fields[1]),
                Double.parseDouble(fields[2]),
                Double.parseDouble(fields[3]));
    }

    public List<Person> patients() {
        return people(PATIENTS);
    }

    public List<Person> contenders() {
        return people(CONTENDERS);
    }

    public List<Publication> publications() {
        List<Publication> publications = new ArrayList<>();
        for (String line : lines(PUBLICATIONS)) {
            String[] fields = line.split("\t");
            publications.add(new Publication(fields[0], fields[1], Integer.parseInt(fields[2]), fields[3], fields[4]));
        }
        return publications;
    }

    private List<Person> people(String file) {
        // Codes of practices repeat thousands of times: one text for each is enough.
        Map<String, String> codes = new HashMap<>();
        List<Person> people = new ArrayList<>();
        for (String line : lines(file)) {
            String[] fields = line.split("\t");
            people.add(new Person(
                    Long.parseLong(fields[0]), fields[1], codes.computeIfAbsent(fields[2], code -> code), fields[3]));
        }
        return people;
    }

    private static String person(long arrivalMillis, Patient patient, Tokens tokens) {
        return arrivalMillis + "\t" + patient.nhsNumber() + "\t" + patient.ods() + "\t" + tokens.ofPatient(patient);
    }

    private <T> void write(String file, List<T> all, Function<T, String> line) throws IOException {
        try (BufferedWriter writer = Files.newBufferedWriter(directory.resolve(file))) {
            for (T one : all) {
                writer.write(line.apply(one));
                writer.write('\n');
            }
        }
    }

    private List<String> lines(String file) {
        try {
            return Files.readAllLines(directory.resolve(file));
        } catch (IOException cause) {
            throw new IllegalStateException(
                    "this simulation is started by load-tests/run, which prepares it: there is no "
                            + directory.resolve(file),
                    cause);
        }
    }
}
