package org.slotkeeper.load.plan;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.slotkeeper.load.Settings;
import org.slotkeeper.load.kit.NhsNumbers;
import org.slotkeeper.load.plan.Plan.Contender;

/** Works out a run: the same settings, practices and seed have the same plan. */
public final class Planner {

    /** Starts of a clinician's sessions; slots take ten minutes, so that twelve of them fit between two. */
    private static final LocalTime[] STARTS = {
        LocalTime.of(8, 0), LocalTime.of(10, 0), LocalTime.of(13, 0), LocalTime.of(15, 0), LocalTime.of(17, 0)
    };

    private static final int SESSION_SLOTS_MAX = 12;

    private final Settings settings;
    private final List<Practice> practices;
    private final Timing timing;
    private final SplittableRandom random;
    private final String run;

    /** @param run makes the sessions' names those of this run */
    public Planner(Settings settings, List<Practice> practices, LocalDate today, String run) {
        this.settings = settings;
        this.practices = practices;
        this.timing = new Timing(
                settings, practices.stream().mapToDouble(Practice::patients).sum(), today);
        this.random = new SplittableRandom(settings.count("seed"));
        this.run = run;
    }

    public Timing timing() {
        return timing;
    }

    public Plan plan() {
        String simulation = settings.text("simulation");
        List<SessionPlan> published = new ArrayList<>();
        List<SessionPlan> released = simulation.equals("EightOClock") ? released() : List.of();
        published.addAll(released);
        Shape journeys = timing.journeys();
        double booked = simulation.equals("OrdinaryDay")
                ? settings.share("dayBookShare")
                : 1 - settings.share("journeyCancelShare");
        for (int day = 0; day < Timing.DAY_SHARES.length && journeys.arrivals() > 0; day++) {
            // Half as many again, so that most who come late still find something.
            double slots = journeys.arrivals() * booked * Timing.DAY_SHARES[day] * 1.5 + practices.size() * 12.0;
            published.addAll(sessions(timing.firstDay().plusDays(day), slots, "d" + day));
        }
        double contendersPerSecond =
                released.stream().mapToInt(SessionPlan::slots).sum()
                        * settings.number("contendersPerSlot")
                        / timing.seconds();
        double warmUpPerSecond = warmUpPerSecond(contendersPerSecond);
        published.addAll(sessions(
                timing.warmUpDay(),
                warmUpPerSecond * settings.number("warmUpSeconds") * 0.5 + practices.size() * 12.0,
                "w"));
        int returning = (int) Math.min(
                30_000, 200 + 30 * Math.max(warmUpPerSecond, journeys.arrivals() / Math.max(1, timing.seconds()) * 3));
        List<String> numbers = NhsNumbers.first(returning + contenders(released));
        List<Patient> patients = new ArrayList<>();
        for (int at = 0; at < returning; at++) {
            patients.add(new Patient(numbers.get(at), drawn().ods()));
        }
        return new Plan(
                practices,
                published,
                toPublish(simulation),
                patients,
                contenders(released, numbers.subList(returning, numbers.size())));
    }

    /** About as many as will come when it counts, so that what they need is compiled by then. */
    public double warmUpPerSecond(double contendersPerSecond) {
        double journeys = timing.journeys().arrivals() == 0 ? 0 : timing.usualPerSecond();
        return Math.min(150, Math.max(10, Math.max(contendersPerSecond, journeys)));
    }

    /** Same-day slots that can be booked online, most of them released in turn and some in the same second. */
    private List<SessionPlan> released() {
        double perPatient = settings.number("appointmentsPerThousand")
                / 1_000
                * settings.share("sameDayShare")
                * settings.share("onlineShare");
        List<SessionPlan> sessions = new ArrayList<>();
        for (Practice practice : practices) {
            int slots = (int) Math.max(1, Math.round(practice.patients() * perPatient));
            for (SessionPlan session : sessionsOf(practice, timing.firstDay(), slots, "r", OptionalLong.of(0))) {
                boolean isInSpike = random.nextDouble() < settings.share("spikeShare");
                long latest = (long) Math.max(
                        1, (timing.seconds() - settings.number("earlySeconds") - settings.number("patienceSeconds")));
                long after = isInSpike ? 0 : random.nextLong(latest) * 1000;
                sessions.add(new SessionPlan(
                        session.ods(),
                        session.id(),
                        session.day(),
                        session.start(),
                        session.slots(),
                        session.number(),
                        OptionalLong.of(after)));
            }
        }
        return sessions;
    }

    private int contenders(List<SessionPlan> released) {
        return released.stream().mapToInt(this::contendersOf).sum();
    }

    private int contendersOf(SessionPlan session) {
        return (int) Math.round(session.slots() * settings.number("contendersPerSlot"));
    }

    /** Those of a session come around its release: early ones look again until it opens, late ones take what is left. */
    private List<Contender> contenders(List<SessionPlan> released, List<String> numbers) {
        double early = settings.number("earlySeconds");
        double span = early + settings.number("lateSeconds");
        Iterator<String> next = numbers.iterator();
        List<Contender> contenders = new ArrayList<>();
        for (SessionPlan session : released) {
            for (int nth = 0; nth < contendersOf(session); nth++) {
                long arrival = session.releaseAfterMillis().orElseThrow() + (long) (random.nextDouble() * span * 1000);
                contenders.add(new Contender(arrival, new Patient(next.next(), session.ods())));
            }
        }
        contenders.sort(Comparator.comparingLong(Contender::arrivalMillis));
        return contenders;
    }

    private List<SessionPlan> toPublish(String simulation) {
        double perPatient = settings.number("appointmentsPerThousand") / 1_000;
        double share = simulation.equals("PublishNight")
                ? 1
                : simulation.equals("OrdinaryDay") ? settings.share("onlineShare") : 0;
        List<SessionPlan> sessions = new ArrayList<>();
        for (Practice practice : practices) {
            int slots = (int) Math.round(practice.patients() * perPatient * share);
            sessions.addAll(sessionsOf(practice, timing.publishDay(), slots, "p", OptionalLong.empty()));
        }
        return sessions;
    }

    /** So many slots, of each practice as many as it has patients for. */
    private List<SessionPlan> sessions(LocalDate day, double slots, String name) {
        double patients = practices.stream().mapToDouble(Practice::patients).sum();
        List<SessionPlan> sessions = new ArrayList<>();
        for (Practice practice : practices) {
            int own = (int) Math.ceil(slots * practice.patients() / patients);
            sessions.addAll(sessionsOf(practice, day, own, name, OptionalLong.empty()));
        }
        return sessions;
    }

    private List<SessionPlan> sessionsOf(
            Practice practice, LocalDate day, int slots, String name, OptionalLong release) {
        int perSession = Math.min(SESSION_SLOTS_MAX, Math.max(1, settings.count("slotsPerSession")));
        List<SessionPlan> sessions = new ArrayList<>();
        for (int number = 0; number * perSession < slots; number++) {
            int size = Math.min(perSession, slots - number * perSession);
            String id = run + "-" + name + "-" + number;
            sessions.add(new SessionPlan(
                    practice.ods(), id, day, STARTS[number % STARTS.length], size, number / STARTS.length, release));
        }
        return sessions;
    }

    /** A practice, the likelier the more patients it has. */
    private Practice drawn() {
        double left = random.nextDouble()
                * practices.stream().mapToDouble(Practice::patients).sum();
        for (Practice practice : practices) {
            left -= practice.patients();
            if (left < 0) {
                return practice;
            }
        }
        return practices.get(practices.size() - 1);
    }
}
