package org.slotkeeper.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slotkeeper.load.api.Api;
import org.slotkeeper.load.api.Api.Reply;
import org.slotkeeper.load.audit.RecordReader.Session;
import org.slotkeeper.load.plan.Patient;
import org.slotkeeper.load.plan.Plan;
import org.slotkeeper.load.plan.Plan.Contender;
import org.slotkeeper.load.plan.Planner;
import org.slotkeeper.load.plan.Practice;
import org.slotkeeper.load.plan.SessionPlan;
import org.slotkeeper.load.plan.Tokens;
import org.slotkeeper.load.plan.World;

/** Makes the world that a plan needs: tokens for everybody, and what practices have published before. */
final class Preparation {

    /** A breath between warm-up and what counts. */
    private static final long BREATH_SECONDS = 4;

    private static final long PUBLICATIONS_A_SECOND = 80;
    private static final int TRIES = 10;

    private final Settings settings;
    private final Api api;
    private final Tokens tokens = new Tokens();

    Preparation(Settings settings, Api api) {
        this.settings = settings;
        this.api = api;
    }

    /** @param sessions as published, with their slots */
    record Prepared(Plan plan, Tokens tokens, Instant measuredFrom, List<Session> sessions) {}

    Prepared prepare(Planner planner, World world) throws Exception {
        Plan plan = planner.plan();
        Out.say(
                "%d practices with %.0f patients; %d slots in %d sessions; %d contenders, %d who return; %d sessions to be published during the run",
                plan.practices().size(),
                plan.patientsOfPractices(),
                plan.slots(),
                plan.published().size(),
                plan.contenders().size(),
                plan.patients().size(),
                plan.toPublish().size());
        issueTokens(plan);
        long publishing = 2 + plan.published().size() / PUBLICATIONS_A_SECOND;
        Instant measuredFrom = Instant.now()
                .truncatedTo(ChronoUnit.SECONDS)
                .plusSeconds(publishing
                        + Math.round(settings.number("injectorStartSeconds"))
                        + BREATH_SECONDS
                        + Math.round(settings.number("warmUpSeconds")));
        Instant release = measuredFrom.plusSeconds(Math.round(settings.number("earlySeconds")));
        List<Session> sessions = publish(plan.published(), release);
        Out.say(
                "published; %s counts from %s on%s",
                settings.text("simulation"), measuredFrom, plan.releasedSlots() > 0 ? ", released at " + release : "");
        world.write(plan, tokens, release);
        double contenders = plan.contenders().size() / planner.timing().seconds();
        world.write(new World.About(
                measuredFrom,
                planner.timing().firstDay().minusDays(settings.count("dayOffset")),
                plan.patientsOfPractices(),
                planner.warmUpPerSecond(contenders)));
        return new Prepared(plan, tokens, measuredFrom, sessions);
    }

    private void issueTokens(Plan plan) throws Exception {
        Path file = Path.of(settings.given("tokens").orElse("target/tokens.csv"));
        boolean isKept = settings.given("tokens").isPresent()
                || settings.given("baseUrl").isEmpty();
        if (isKept) {
            // Longer than any run but a soak takes, reading the record back included.
            tokens.read(file, Instant.now().plusSeconds(1800 + Math.round(settings.number("durationSeconds"))));
        }
        List<Patient> patients = Stream.concat(
                        plan.patients().stream(), plan.contenders().stream().map(Contender::patient))
                .toList();
        tokens.issue(
                api,
                patients,
                plan.practices().stream().map(Practice::ods).toList(),
                settings.count("tokenLifeSeconds"),
                done -> Out.progress("%d tokens issued", done));
        if (isKept) {
            tokens.write(file);
        }
    }

    /** One session of a practice after the other, as practices do, and many practices at once. */
    private List<Session> publish(List<SessionPlan> plans, Instant release) throws Exception {
        Map<String, List<SessionPlan>> byPractice = new LinkedHashMap<>();
        plans.forEach(plan ->
                byPractice.computeIfAbsent(plan.ods(), ods -> new ArrayList<>()).add(plan));
        List<List<Session>> published = InParallel.each(List.copyOf(byPractice.values()), own -> {
            List<Session> sessions = new ArrayList<>();
            for (SessionPlan plan : own) {
                sessions.add(publish(plan, release));
            }
            return sessions;
        });
        return published.stream().flatMap(List::stream).toList();
    }

    /** Publishing twice changes nothing, so that a server that is still busy with its start is asked again. */
    private Session publish(SessionPlan plan, Instant release) throws IOException, InterruptedException {
        String token = tokens.ofPractice(plan.ods());
        Reply reply = api.publish(token, plan.ods(), plan.id(), plan.body(release));
        for (int tried = 1; reply.status() == 503 && tried < TRIES; tried++) {
            Thread.sleep(1_000);
            reply = api.publish(token, plan.ods(), plan.id(), plan.body(release));
        }
        List<String> slots = new ArrayList<>();
        for (JsonNode slot : reply.json().path("slots")) {
            slots.add(slot.path("id").asText());
        }
        if (reply.status() != 200 || slots.size() != plan.slots()) {
            throw new IOException(
                    plan.ods() + " could not publish " + plan.id() + ": " + reply.status() + " " + reply.json());
        }
        return new Session(plan.ods(), plan.id(), plan.day().toString(), slots);
    }
}
