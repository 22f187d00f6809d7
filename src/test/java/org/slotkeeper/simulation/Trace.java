package org.slotkeeper.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** What happened, as a number that two equal runs have in common; and, if somebody is to read it, the last of it in words. */
final class Trace {

    private static final int LINES_MAX = 4_000;

    /** What engines ask all day, when it is answered as ever. */
    private static final Pattern IDLE = Pattern.compile("(ping|life) -> |(ended) -> \\[]");

    private final boolean isWritten;
    private final Agenda agenda;
    private final Deque<String> lines = new ArrayDeque<>();
    private long hash = 1_125_899_906_842_597L;

    Trace(Agenda agenda, boolean isWritten) {
        this.agenda = agenda;
        this.isWritten = isWritten;
    }

    /** @param code tells kinds of events apart */
    void note(int code, long detail, Supplier<String> words) {
        hash = 31 * (31 * (31 * hash + agenda.now()) + code) + detail;
        if (isWritten) {
            String line = words.get();
            if (!IDLE.matcher(line).find()) {
                write(line);
            }
        }
    }

    private void write(String line) {
        if (lines.size() == LINES_MAX) {
            lines.remove();
        }
        lines.add(String.format("%12.6f  %s", agenda.now() / 1e6, line));
    }

    long hash() {
        return hash;
    }

    String tail(int count) {
        return String.join(
                "\n", lines.stream().skip(Math.max(0, lines.size() - count)).toList());
    }
}
