package org.slotkeeper.api.practice;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slotkeeper.api.practice.CsvLines.Line;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.publishing.spi.PracticeListing;

/**
 * A list of practices read from a file, in our own form or in one of the two that NHS England
 * distributes. Lines that are wrong are reported and the others are used.
 *
 * @param form which of the forms the file has; empty if it has none of them
 * @param listings the practices, each once, in the order of the file
 * @param problems what is wrong, by line
 * @param otherLines lines that are right and name no active GP practice, or not all of its patients
 */
public record PracticeList(
        Optional<PracticeListForm> form, List<PracticeListing> listings, List<Problem> problems, int otherLines) {

    /** More than there are organisations of any kind in the largest of the files. */
    private static final int LINES_MAX = 1_000_000;

    private static final int PROBLEMS_MAX = 1_000;

    public PracticeList {
        listings = List.copyOf(listings);
        problems = List.copyOf(problems);
    }

    public record Problem(int line, String reason) {}

    /** Reads to the end. Closing the input is for whoever opened it. */
    public static PracticeList read(InputStream input) throws IOException {
        return new Reading(new CsvLines(input)).read();
    }

    private static final class Reading {
        private final CsvLines lines;
        private final List<PracticeListing> listings = new ArrayList<>();
        private final List<Problem> problems = new ArrayList<>();
        private final Set<OdsCode> listed = new HashSet<>();
        private int otherLines;

        Reading(CsvLines lines) {
            this.lines = lines;
        }

        PracticeList read() throws IOException {
            Optional<Line> first = lines.next();
            Optional<PracticeColumns> columns = first.flatMap(PracticeColumns::of);
            if (columns.isEmpty()) {
                problems.add(new Problem(
                        1, "neither a known header nor epraccur's 27 columns: this is not a list of practices"));
                return new PracticeList(Optional.empty(), listings, problems, 0);
            }
            if (!columns.get().hasHeader()) {
                take(first.get(), columns.get());
            }
            Optional<Line> line = lines.next();
            while (line.isPresent() && line.get().number() <= LINES_MAX && problems.size() < PROBLEMS_MAX) {
                take(line.get(), columns.get());
                line = lines.next();
            }
            line.ifPresent(next -> problems.add(new Problem(next.number(), "too much: nothing from here on was read")));
            return new PracticeList(Optional.of(columns.get().form()), listings, problems, otherLines);
        }

        private void take(Line line, PracticeColumns columns) {
            if (line.problem().isPresent()) {
                problems.add(new Problem(line.number(), line.problem().get()));
                return;
            }
            if (line.fields().size() < columns.count()) {
                problems.add(new Problem(line.number(), "fewer than " + columns.count() + " fields"));
                return;
            }
            if (!columns.isWhole(line.fields())) {
                otherLines++;
                return;
            }
            Optional<String> problem = columns.problemOf(line.fields());
            if (problem.isPresent()) {
                problems.add(new Problem(line.number(), problem.get()));
                return;
            }
            PracticeListing listing = columns.listing(line.fields());
            if (listed.add(listing.odsCode())) {
                listings.add(listing);
            } else {
                problems.add(new Problem(line.number(), listing.odsCode() + " was listed before"));
            }
        }
    }
}
