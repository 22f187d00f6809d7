package org.slotkeeper.load.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.slotkeeper.load.Settings;
import org.slotkeeper.load.audit.Finding;
import org.slotkeeper.load.audit.Finding.Kind;

/** What was asked of a run and whether it was met. Correctness has no budget: one finding is too many. */
public final class Verdict {

    private final List<Check> checks = new ArrayList<>();

    /** @param isJudged whether the run fails by it */
    public record Check(String name, String wanted, String found, boolean isMet, boolean isJudged) {}

    /** What was found out besides the answers' times. */
    public record Facts(List<Finding> findings, boolean isAudited, int gatlingExit, int slotsReleased, int slotsSold) {}

    public static Verdict of(Settings settings, Figures figures, Facts facts) {
        Verdict verdict = new Verdict();
        verdict.correctness(figures, facts);
        String simulation = settings.text("simulation");
        boolean isTimed = !simulation.equals("Stress") && !simulation.equals("Spike");
        verdict.budget(
                figures, Figures.ADMITTED, "p99 of bookings that were given", settings.count("p99BookMillis"), isTimed);
        verdict.budget(figures, "hold", "p99 of holds", settings.count("p99HoldMillis"), isTimed);
        verdict.budget(figures, "search", "p99 of searches", settings.count("p99SearchMillis"), isTimed);
        verdict.budget(figures, "publish", "p99 of publications", settings.count("p99PublishMillis"), isTimed);
        if (simulation.equals("EightOClock")) {
            double lost = figures.lostShare();
            double least = settings.share("lostShareMin");
            double most = settings.share("lostShareMax");
            verdict.add(
                    "attempts at a slot that were lost (409)",
                    percent(least) + " to " + percent(most),
                    percent(lost),
                    lost >= least && lost <= most,
                    true);
            double sold = facts.slotsReleased() == 0 ? 0 : facts.slotsSold() / (double) facts.slotsReleased();
            verdict.add(
                    "released slots that were sold",
                    "at least " + percent(settings.share("soldShareMin")),
                    percent(sold),
                    sold >= settings.share("soldShareMin"),
                    true);
        }
        double onTime = figures.late().count() == 0 ? 1 : onTime(figures, settings.count("lateMillis"));
        verdict.add(
                "arrivals not later than " + settings.count("lateMillis") + " ms",
                "at least " + percent(settings.share("onTimeShareMin")),
                percent(onTime),
                onTime >= settings.share("onTimeShareMin"),
                isTimed);
        return verdict;
    }

    private void correctness(Figures figures, Facts facts) {
        if (facts.isAudited()) {
            for (Kind kind : Kind.values()) {
                long count = facts.findings().stream()
                        .filter(finding -> finding.kind() == kind)
                        .count();
                add(
                        "audit: " + kind.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        "0",
                        Long.toString(count),
                        count == 0,
                        true);
            }
        } else {
            add("audit", "done", "left out", false, false);
        }
        add(
                "requests without a good answer (5xx, or none)",
                "0",
                Integer.toString(figures.failed()),
                figures.failed() == 0,
                true);
        add(
                "Gatling's own assertions",
                "met",
                facts.gatlingExit() == 0 ? "met" : "not met (exit " + facts.gatlingExit() + ")",
                facts.gatlingExit() == 0,
                true);
    }

    private void budget(Figures figures, String name, String what, int millis, boolean isJudged) {
        Quantiles taken = figures.total(name);
        if (taken.count() > 0) {
            add(
                    what,
                    millis == 0 ? "no budget" : "under " + millis + " ms",
                    taken.at(0.99) + " ms",
                    millis == 0 || taken.at(0.99) < millis,
                    isJudged);
        }
    }

    private static double onTime(Figures figures, int lateMillis) {
        double part = 1;
        // Finer than a thousandth makes no difference to the judgement.
        while (part > 0 && figures.late().at(part) > lateMillis) {
            part -= 0.001;
        }
        return Math.max(0, part);
    }

    private void add(String name, String wanted, String found, boolean isMet, boolean isJudged) {
        checks.add(new Check(name, wanted, found, isMet, isJudged));
    }

    public List<Check> checks() {
        return List.copyOf(checks);
    }

    public boolean isPassed() {
        return checks.stream().allMatch(check -> check.isMet() || !check.isJudged());
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", share * 100);
    }
}
