package org.slotkeeper.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slotkeeper.domain.party.NhsNumber;

/**
 * Finds patients in texts: NHS numbers, written in one or in groups; tokens; and what patients of these tests are called and have said.
 *
 * <p>One in eleven numbers of ten digits could be an NHS number. Those that tests use begin with a 9, as all that are kept for tests do; a count or a time that does so too, has the right last digit, and stands by itself
 * rather than in a longer number, a fraction or an id, has not been met.
 */
final class RunScan {

    private static final Pattern NHS_NUMBER =
            Pattern.compile("(?<![A-Za-z0-9.])(9\\d\\d)([ -]?)(\\d{3})\\2(\\d{4})(?![A-Za-z0-9]|\\.\\d)");
    /** The beginning of a JSON object in base64, as all parts of a token but its signature have it. */
    private static final Pattern TOKEN = Pattern.compile("eyJ[A-Za-z0-9_-]{16,}");

    private static final List<String> OF_PATIENTS =
            List.of("Quartermaine", "Zebedee", "Philippa", "Feeling better", "sore knee");
    private static final int FINDINGS_MAX = 20;
    private static final int SHOWN = 160;

    private RunScan() {}

    /** Each line with somebody in it, cut; the first of them if there are many. */
    static List<String> findingsIn(Path directory) throws IOException {
        List<String> findings = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.sorted().toList()) {
                findInFile(file, findings);
            }
        }
        return findings;
    }

    /** Bytes that are no text, of which traces have some, are read as some other character each. */
    private static void findInFile(Path file, List<String> findings) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                String what = findingIn(line);
                if (!what.isEmpty() && findings.size() < FINDINGS_MAX) {
                    findings.add(file.getFileName() + ":" + number + ": " + what + " in "
                            + line.substring(0, Math.min(SHOWN, line.length())));
                }
            }
        }
    }

    /** What was found, in a word; empty if nothing. */
    static String findingIn(String line) {
        Matcher number = NHS_NUMBER.matcher(line);
        for (int from = 0; number.find(from); from = number.start() + 1) {
            if (NhsNumber.isValid(number.group(1) + number.group(3) + number.group(4))) {
                return "an NHS number";
            }
        }
        if (TOKEN.matcher(line).find()) {
            return "a token";
        }
        return OF_PATIENTS.stream()
                .filter(line::contains)
                .findFirst()
                .map(word -> "'" + word + "'")
                .orElse("");
    }
}
