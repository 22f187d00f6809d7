package org.slotkeeper.load;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slotkeeper.load.Preparation.Prepared;
import org.slotkeeper.load.api.Api;
import org.slotkeeper.load.audit.Auditor;
import org.slotkeeper.load.audit.Finding;
import org.slotkeeper.load.audit.RecordReader;
import org.slotkeeper.load.audit.ServerRecord;
import org.slotkeeper.load.journal.Arrivals;
import org.slotkeeper.load.kit.Machine;
import org.slotkeeper.load.page.Figures;
import org.slotkeeper.load.page.RunPage;
import org.slotkeeper.load.page.Verdict;
import org.slotkeeper.load.plan.Patient;
import org.slotkeeper.load.plan.Plan.Contender;
import org.slotkeeper.load.plan.Planner;
import org.slotkeeper.load.plan.Practice;
import org.slotkeeper.load.plan.PracticeList;
import org.slotkeeper.load.plan.World;
import org.slotkeeper.load.watch.Watch;
import org.slotkeeper.load.watch.Watch.Sample;

/** One run from beginning to end: prepares, injects, watches, audits, and leaves a page. */
final class LoadRun {

    private static final int LOOKS_MAX = 900;
    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    private final Settings settings;
    private final Instant begun = Instant.now();

    LoadRun(Settings settings) {
        this.settings = settings;
    }

    /** Whether all that was asked for was met. */
    boolean run() throws Exception {
        Path directory = Files.createDirectories(settings.runDirectory());
        List<Practice> practices = PracticeList.draw(
                PracticeList.read(Path.of(settings.text("practices"))),
                settings.number("scale"),
                settings.count("seed"));
        Path list = directory.resolve("practices.csv");
        PracticeList.write(practices, list);
        if (settings.given("baseUrl").isPresent()) {
            return against(settings, practices, Optional.empty());
        }
        if (Machine.isSharedOutBySession()) {
            Out.say("this machine shares its processors out by session: see README.md, A full machine");
        }
        Out.say(
                "starting Slotkeeper on port %s, its data in %s",
                settings.text("serverPort"), settings.text("serverDirectory"));
        try (OwnServer server = OwnServer.start(settings, list)) {
            return against(settings, practices, Optional.of(server));
        }
    }

    private boolean against(Settings given, List<Practice> practices, Optional<OwnServer> own) throws Exception {
        Settings known = own.isEmpty()
                ? given
                : given.with("metricsUrl", own.get().metricsUrl().toString())
                        .with("serverPid", Long.toString(own.get().pid()));
        URI base = own.map(OwnServer::baseUrl).orElseGet(() -> given.address("baseUrl"));
        Api api = new Api(base);
        World world = new World(settings.runDirectory().resolve("world"));
        String run = "l" + Long.toString(begun.getEpochSecond(), 36);
        Planner planner = new Planner(known, practices, LocalDate.now(LONDON), run);
        Prepared prepared = new Preparation(given, api).prepare(planner, world);
        double seconds = planner.timing().seconds();
        int every = (int) Math.ceil((seconds + 60) / LOOKS_MAX);
        Injector injector = Injector.start(known.with("baseUrl", base.toString()));
        Figures figures = new Figures(prepared.measuredFrom().toEpochMilli(), every);
        Auditor auditor = new Auditor();
        List<Sample> samples = watch(known, injector, prepared, figures, auditor, every);
        int exit = injector.exit();
        if (exit != 0 && exit != 2) {
            throw new IOException("Gatling did not run to its end (exit " + exit + "): see "
                    + settings.runDirectory().resolve("gatling.log"));
        }
        addArrivals(figures);
        List<Finding> findings = known.flag("audit") ? audit(api, auditor, prepared) : List.of();
        int sold = sold(prepared);
        Verdict verdict = Verdict.of(
                known,
                figures,
                new Verdict.Facts(
                        findings, known.flag("audit"), exit, prepared.plan().releasedSlots(), sold));
        RunPage page =
                new RunPage(known, figures, samples, prepared.measuredFrom().toEpochMilli());
        Path file = settings.runDirectory().resolve("index.html");
        Path unused = Files.writeString(
                file,
                page.html(new RunPage.Told(
                        about(practices, prepared, base),
                        verdict,
                        findings,
                        planner.timing().journeys(),
                        injector.report().orElse(""))));
        summarise(verdict, findings, figures, page, file);
        return verdict.isPassed();
    }

    private List<Sample> watch(
            Settings known, Injector injector, Prepared prepared, Figures figures, Auditor auditor, int every)
            throws Exception {
        Progress progress = new Progress(prepared.measuredFrom().toEpochMilli());
        Tail tail = new Tail(settings.runDirectory().resolve("journal.tsv"));
        Optional<URI> metrics = known.given("metricsUrl").map(URI::create);
        try (Watch watch = new Watch(metrics, known.count("serverPid"), injector.pid(), every).start()) {
            while (injector.isRunning()) {
                Thread.sleep(500);
                tail.read(answer -> {
                    figures.add(answer);
                    auditor.hear(answer);
                    progress.hear(answer);
                });
                progress.say(watch.samples());
                if (Files.exists(settings.runDirectory().resolve("injector.txt"))) {
                    // All have been answered: what Gatling does now is write its report.
                    break;
                }
            }
            tail.read(answer -> {
                figures.add(answer);
                auditor.hear(answer);
            });
            return watch.samples();
        }
    }

    private void addArrivals(Figures figures) throws IOException {
        try (Stream<Path> files = Files.list(settings.runDirectory())) {
            for (Path file : files.filter(one -> one.getFileName().toString().startsWith("arrivals-"))
                    .toList()) {
                Arrivals.read(file).forEach(figures::add);
            }
        }
    }

    /** Reads the record of everybody who ever tried for a slot, and of all practices. */
    private static List<Finding> audit(Api api, Auditor auditor, Prepared prepared) throws Exception {
        Out.say(
                "auditing %d answers of %d patients, %d bookings among them",
                auditor.heard(), auditor.everybody().size(), auditor.acknowledged());
        Map<String, String> tokens = new HashMap<>();
        Stream.concat(
                        prepared.plan().patients().stream(),
                        prepared.plan().contenders().stream().map(Contender::patient))
                .forEach((Patient patient) ->
                        tokens.put(patient.nhsNumber(), prepared.tokens().ofPatient(patient)));
        ServerRecord record = new RecordReader(api)
                .read(auditor.everybody(), tokens::get, prepared.sessions(), prepared.tokens()::ofPractice);
        return auditor.audit(record);
    }

    /** How many of the released slots somebody was told that they have. */
    private int sold(Prepared prepared) throws IOException {
        Set<String> released = new HashSet<>();
        prepared.sessions().stream()
                .filter(session -> session.id().contains("-r-"))
                .forEach(session -> released.addAll(session.slots()));
        Set<String> sold = new HashSet<>();
        new Tail(settings.runDirectory().resolve("journal.tsv")).read(answer -> {
            if (answer.isSuccess() && !answer.appointment().isEmpty() && released.contains(answer.slot())) {
                sold.add(answer.slot());
            }
        });
        return sold.size();
    }

    private Map<String, String> about(List<Practice> practices, Prepared prepared, URI base) {
        Map<String, String> about = new LinkedHashMap<>();
        about.put("begun", begun.toString());
        about.put("counts from", prepared.measuredFrom().toString());
        about.put("server", base.toString());
        about.put("practices", Integer.toString(practices.size()));
        about.put(
                "patients of them",
                String.format(java.util.Locale.ROOT, "%.0f", prepared.plan().patientsOfPractices()));
        about.put("slots", Integer.toString(prepared.plan().slots()));
        about.put("slots released", Integer.toString(prepared.plan().releasedSlots()));
        about.put("contenders", Integer.toString(prepared.plan().contenders().size()));
        about.put("machine", Machine.describe());
        about.put("injector's Java", System.getProperty("java.version"));
        return about;
    }

    private static void summarise(Verdict verdict, List<Finding> findings, Figures figures, RunPage page, Path file) {
        Out.say("");
        List<String> names = new ArrayList<>(figures.totals().keySet());
        Out.say("%-16s %9s %9s %7s %7s %7s %8s", "", "count", "a second", "p50 ms", "p99 ms", "p99.9", "longest");
        for (String name : names) {
            var taken = figures.total(name);
            Out.say(
                    "%-16s %9d %9.1f %7d %7d %7d %8d",
                    name,
                    taken.count(),
                    taken.count() / figures.measuredSeconds(),
                    taken.at(0.5),
                    taken.at(0.99),
                    taken.at(0.999),
                    taken.at(1));
        }
        Out.say(
                "bookings in the best ten seconds %.1f/s; injector %.0f %% of one core; arrivals late p50 %d ms, p99 %d ms, most %d ms",
                page.peak(Figures.ADMITTED, 10),
                page.injectorShare(),
                figures.late().at(0.5),
                figures.late().at(0.99),
                figures.late().at(1));
        Out.say("");
        verdict.checks()
                .forEach(check -> Out.say(
                        "%-8s %-48s %-18s %s",
                        check.isMet() ? "ok" : check.isJudged() ? "FAILED" : "(no)",
                        check.name(),
                        check.wanted(),
                        check.found()));
        findings.stream().limit(10).forEach(finding -> Out.say("  %s", finding));
        Out.say("");
        Out.say(
                "%s: %s",
                verdict.isPassed() ? "passed" : "FAILED", file.toAbsolutePath().normalize());
    }
}
