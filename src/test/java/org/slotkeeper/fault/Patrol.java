package org.slotkeeper.fault;

import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.slotkeeper.testing.Management;

/**
 * How often engines have held all practices against the ledger since faults have stopped. What is promised within a minute is promised by this: one round of 45 seconds, and two short pauses. It is
 * counted in rounds, so that it says the same on a machine that takes its time.
 */
final class Patrol {

    /** The one round that it may take, and some more for what comes back late itself: stores, connections, processes. */
    static final int ROUNDS_MAX = 6;

    private static final Pattern LOOKS =
            Pattern.compile("^slotkeeper_practices_reconciled_total(?:\\{[^}]*})? (\\S+)$", Pattern.MULTILINE);

    private final Supplier<List<Integer>> looks;
    private final List<Integer> before;
    private final int practices;

    /**
     * @param looks how many each engine has taken
     * @param practices in the ledger
     */
    Patrol(Supplier<List<Integer>> looks, int practices) {
        this.looks = looks;
        this.before = looks.get();
        this.practices = practices;
    }

    static Patrol of(Rig rig) {
        return new Patrol(
                () -> List.of(
                        looksIn(metersOf(rig.engine(0).managementPort())),
                        looksIn(metersOf(rig.engine(1).managementPort()))),
                practicesIn(rig.ledger()));
    }

    /** Whether what may take a round has had its time. */
    boolean hasGoneRound() {
        return rounds() >= ROUNDS_MAX;
    }

    /** Whole rounds of the engine that is furthest: one that goes round is enough. */
    int rounds() {
        List<Integer> now = looks.get();
        return IntStream.range(0, now.size())
                .map(engine -> (now.get(engine) - before.get(engine)) / practices)
                .max()
                .orElse(0);
    }

    static int looksIn(String meters) {
        return (int) LOOKS.matcher(meters)
                .results()
                .mapToDouble(found -> Double.parseDouble(found.group(1)))
                .sum();
    }

    /** One that does not say has not looked. */
    private static String metersOf(int port) {
        try {
            return Management.meters(port);
        } catch (UncheckedIOException silent) {
            return "";
        }
    }

    private static int practicesIn(LedgerStore ledger) {
        try (Connection connection = ledger.connect();
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT count(*) FROM practice")) {
            boolean unused = count.next();
            return count.getInt(1);
        } catch (SQLException cause) {
            throw new IllegalStateException(cause);
        }
    }
}
