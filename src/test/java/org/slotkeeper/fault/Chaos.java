package org.slotkeeper.fault;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slotkeeper.history.Violation;

/** Runs rounds of random faults under load, and tells what came of them. {@code --rounds N --seed S [--planted BUG] [--kinds A,B]}; round {@code n} has the seed {@code S + n}, with which it can be run again by itself. */
public final class Chaos {

    private static final int WORST = 5;

    private final PrintStream out;
    private final Path directory;

    Chaos(PrintStream out, Path directory) {
        this.out = out;
        this.directory = directory;
    }

    /** What is to be run. */
    record Order(int rounds, long seed, PlantedBugs bug, List<FaultKind> kinds) {

        static Order of(String... arguments) {
            Order order = new Order(20, System.nanoTime() % 1_000_000, PlantedBugs.NONE, List.of(FaultKind.values()));
            Iterator<String> words = List.of(arguments).iterator();
            while (words.hasNext()) {
                String word = words.next();
                String value = words.next();
                order = switch (word) {
                    case "--rounds" -> new Order(Integer.parseInt(value), order.seed(), order.bug(), order.kinds());
                    case "--seed" -> new Order(order.rounds(), Long.parseLong(value), order.bug(), order.kinds());
                    case "--planted" -> {
                        PlantedBugs bug = PlantedBugs.valueOf(value);
                        List<FaultKind> kinds = bug.kinds().isEmpty() ? order.kinds() : bug.kinds();
                        yield new Order(order.rounds(), order.seed(), bug, kinds);
                    }
                    case "--kinds" ->
                        new Order(
                                order.rounds(),
                                order.seed(),
                                order.bug(),
                                Arrays.stream(value.split(","))
                                        .map(FaultKind::valueOf)
                                        .toList());
                    default -> throw new IllegalArgumentException("unknown: " + word);
                };
            }
            return order;
        }
    }

    public static void main(String[] arguments) throws IOException {
        Path directory = Files.createTempDirectory("slotkeeper-chaos-");
        System.out.println("logs and histories: " + directory);
        List<RoundReport> reports = new Chaos(System.out, directory).run(Order.of(arguments));
        boolean isClean =
                reports.stream().allMatch(report -> report.violations().isEmpty());
        System.exit(isClean ? 0 : 1);
    }

    List<RoundReport> run(Order order) throws IOException {
        boolean isAStory = order.bug() == PlantedBugs.NO_REFUSAL_ROWS;
        try (Rig rig = Rig.start(directory, order.bug(), isAStory ? Zombie.DEADLINE : Rig.DEADLINE)) {
            Thread hook = new Thread(rig::close);
            Runtime.getRuntime().addShutdownHook(hook);
            List<FaultKind> kinds = possible(order.kinds(), rig);
            Course course = new Course(rig, directory);
            List<RoundReport> reports = new ArrayList<>();
            if (isAStory) {
                List<Violation> found = Zombie.play(rig, directory);
                found.forEach(violation -> out.println("  VIOLATION " + violation));
                reports.add(
                        RoundReport.of(order.seed(), List.of(), List.of(), found, new RoundReport.Times(0, 0, 0, 0)));
            }
            for (int nth = 0; nth < order.rounds() && !(order.bug() != PlantedBugs.NONE && isBroken(reports)); nth++) {
                reports.add(runOne(course, nth, order, kinds));
            }
            tell(reports, rig, kinds);
            boolean unused = Runtime.getRuntime().removeShutdownHook(hook);
            return reports;
        }
    }

    private List<FaultKind> possible(List<FaultKind> kinds, Rig rig) {
        if (rig.disk().whyNotLimited().isEmpty()) {
            return kinds;
        }
        out.println("NOT POSSIBLE HERE: " + FaultKind.POSTGRES_DISK_FULL + ": "
                + rig.disk().whyNotLimited().get());
        return kinds.stream()
                .filter(kind -> kind != FaultKind.POSTGRES_DISK_FULL)
                .toList();
    }

    private static boolean isBroken(List<RoundReport> reports) {
        return reports.stream().anyMatch(report -> !report.violations().isEmpty());
    }

    private RoundReport runOne(Course course, int nth, Order order, List<FaultKind> kinds) throws IOException {
        long seed = order.seed() + nth;
        RoundReport report =
                course.play(seed, Round.faultsOf(seed, kinds, order.bug().points()));
        out.println("round " + (nth + 1) + ", " + report);
        report.violations().stream().limit(WORST).forEach(violation -> out.println("  VIOLATION " + violation));
        return report;
    }

    private void tell(List<RoundReport> reports, Rig rig, List<FaultKind> kinds) {
        out.println();
        out.println("rounds " + reports.size());
        Map<FaultKind, Integer> byKind = new EnumMap<>(FaultKind.class);
        kinds.forEach(kind -> byKind.put(kind, 0));
        reports.forEach(report -> report.faults().forEach(fault -> byKind.merge(fault.kind(), 1, Integer::sum)));
        byKind.forEach((kind, count) -> out.println("fault " + kind + " " + count));
        rig.records().hits().forEach((point, count) -> out.println("at point " + point + " " + count));
        out.println("acknowledged "
                + reports.stream().mapToInt(RoundReport::acknowledged).sum());
        out.println("refused " + reports.stream().mapToInt(RoundReport::refused).sum());
        out.println("unknown " + reports.stream().mapToInt(RoundReport::unknown).sum());
        out.println("sent again "
                + reports.stream().mapToInt(RoundReport::sentAgain).sum());
        Map<String, Integer> codes = new java.util.TreeMap<>();
        reports.forEach(report -> report.codes().forEach((code, count) -> codes.merge(code, count, Integer::sum)));
        out.println("answers " + codes);
        worst(reports, "most unknown", Comparator.comparingInt(RoundReport::unknown));
        worst(reports, "slowest to converge", Comparator.comparingLong(report -> report.times()
                .untilConverged()));
        List<RoundReport> broken = reports.stream()
                .filter(report -> !report.violations().isEmpty())
                .toList();
        out.println("violations "
                + broken.stream().mapToInt(report -> report.violations().size()).sum());
        broken.forEach(report -> out.println("  seed " + report.seed() + " "
                + report.violations().stream().map(Violation::promise).collect(Collectors.toSet()) + " "
                + report.faults()));
    }

    private void worst(List<RoundReport> reports, String what, Comparator<RoundReport> by) {
        out.println(what + ":");
        reports.stream().sorted(by.reversed()).limit(WORST).forEach(report -> out.println("  " + report));
    }
}
