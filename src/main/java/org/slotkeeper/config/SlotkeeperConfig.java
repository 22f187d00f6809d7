package org.slotkeeper.config;

import static org.slotkeeper.config.BadConfig.SECTION;
import static org.slotkeeper.config.Port.isPort;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The whole configuration, section by section. A section that exists is right: its constructor has
 * checked it and names the key that is not.
 */
public record SlotkeeperConfig(
        Doors doors,
        Stores stores,
        IdentitySection identity,
        BookingSection booking,
        ReconcileSection reconcile,
        PracticeSection practice,
        TracingSection tracing) {

    /** Where a process listens. */
    public record Doors(GatewaySection gateway, Listener engine, Listener management) implements Group {}

    public record Listener(String host, int port) {
        public Listener {
            new Faults()
                    .unless(!host.isBlank(), SECTION + "host must be an address of this machine, 0.0.0.0 for all")
                    .unless(port >= 0 && port <= Port.MAX, SECTION + "port must be 0 to 65535, not " + port)
                    .tell();
        }
    }

    public record GatewaySection(
            Listener listener,
            String publicUrl,
            int inFlightMax,
            boolean accessLog,
            Times times,
            Forwarding forwarding) {
        private static final Pattern ADDRESS =
                Pattern.compile("(https?://[A-Za-z0-9.\\[\\]:-]+(/[A-Za-z0-9._~-]+)*/*)?");

        public GatewaySection {
            new Faults()
                    .unless(inFlightMax >= 1, "gateway.inFlightMax must be at least 1")
                    .unless(
                            ADDRESS.matcher(publicUrl).matches(),
                            "gateway.publicUrl must be http:// or https:// with a host, and a path if there is one, or empty, not "
                                    + publicUrl)
                    .tell();
            publicUrl = publicUrl.replaceFirst("/+$", "");
        }
    }

    /** How long a door waits. */
    public record Times(Duration deadline, Duration slowAfter, Duration drainTime, Duration idleTimeout)
            implements Group {
        public Times {
            new Faults()
                    .unless(slowAfter.toMillis() >= 1, "gateway.slowAfter must be at least PT0.001S")
                    .unless(deadline.compareTo(Duration.ofMillis(100)) >= 0, "gateway.deadline must be at least PT0.1S")
                    .unless(
                            deadline.compareTo(Duration.ofSeconds(25)) <= 0,
                            "gateway.deadline must be at most PT25S, well within booking.confirmLease")
                    .unless(
                            isWithin(idleTimeout, Duration.ofSeconds(30), Duration.ofHours(2)),
                            "gateway.idleTimeout must be from PT30S to PT2H")
                    .tell();
        }
    }

    /** To engines that are elsewhere. */
    public record Forwarding(List<String> engines, Duration enginePatience, Duration connectionLifetime)
            implements Group {

        private static final Pattern ENGINE =
                Pattern.compile("http://([^/:?#@\\s\\[\\]]+|\\[[0-9a-fA-F:.]+]):(\\d{1,5})/?");

        public Forwarding {
            engines = List.copyOf(engines);
            Faults faults = new Faults();
            engines.forEach(url -> faults.unless(
                    isEngine(url), "gateway.engines must be http://host:port each, comma-separated, not " + url));
            faults.unless(
                            isWithin(enginePatience, Duration.ofSeconds(2), Duration.ofMinutes(1)),
                            "gateway.enginePatience must be from PT2S to PT1M")
                    .unless(
                            isWithin(connectionLifetime, Duration.ofSeconds(1), Duration.ofHours(1)),
                            "gateway.connectionLifetime must be from PT1S to PT1H")
                    .tell();
        }

        /** An address of IPv6 without its brackets. */
        public record Engine(String host, int port) {}

        private static boolean isEngine(String url) {
            Matcher parts = ENGINE.matcher(url);
            return parts.matches() && isPort(parts.group(2));
        }

        /**
         * Names are taken as they are: java.net.URI knows of no host with an underscore, as the
         * services of a compose file have.
         */
        public List<Engine> addresses() {
            return engines.stream()
                    .map(ENGINE::matcher)
                    .filter(Matcher::matches)
                    .map(parts ->
                            new Engine(parts.group(1).replaceAll("^\\[|]$", ""), Integer.parseInt(parts.group(2))))
                    .toList();
        }
    }

    /**
     * Where an issuer's keys are, and by which way they are fetched.
     *
     * @param proxy through which HTTPS goes; empty for none
     * @param caFile authorities that the issuer's certificate may be of; empty for the JVM's
     */
    public record IssuerKeys(String jwksUrl, String proxy, String caFile) implements Group {
        public IssuerKeys {
            new Faults()
                    .and(IssuerFaults.ofUrl(jwksUrl))
                    .and(IssuerFaults.ofProxy(proxy))
                    .and(IssuerFaults.ofAuthorities(caFile))
                    .tell();
        }
    }

    /** What an issuer calls the claims about a token's bearer. */
    public record IssuerClaims(
            String nhsNumberClaim,
            String practiceClaim,
            String levelClaim,
            String organisationClaim,
            String organisationTypeClaim,
            String scopeClaim)
            implements Group {

        public IssuerClaims {
            new Faults()
                    .and(IssuerFaults.ofClaims(List.of(
                            nhsNumberClaim,
                            practiceClaim,
                            levelClaim,
                            organisationClaim,
                            organisationTypeClaim,
                            scopeClaim)))
                    .tell();
        }
    }

    /**
     * @param patientsWithoutPractice where a patient counts as registered whose token does not say:
     * nowhere or anywhere
     */
    public record IdentitySection(
            String issuer,
            String audience,
            IssuerKeys keys,
            IssuerClaims claims,
            Duration tokenLifeMax,
            String patientsWithoutPractice,
            boolean nonceTaken) {

        private static final String ANYWHERE = "anywhere";

        public IdentitySection {
            new Faults()
                    .unless(
                            patientsWithoutPractice.equals("nowhere") || patientsWithoutPractice.equals(ANYWHERE),
                            "identity.patientsWithoutPractice must be nowhere or anywhere, not "
                                    + patientsWithoutPractice)
                    .unless(!audience.isBlank(), "identity.audience must be set")
                    .unless(
                            tokenLifeMax.compareTo(Duration.ZERO) > 0
                                    && tokenLifeMax.compareTo(Duration.ofDays(1)) <= 0,
                            "identity.tokenLifeMax must be above zero and at most PT24H")
                    .tell();
        }

        public boolean registeredAnywhere() {
            return patientsWithoutPractice.equals(ANYWHERE);
        }
    }

    public record BookingSection(
            Duration holdTimeToLive,
            Duration confirmLease,
            Duration requestMemory,
            Duration refusalMemory,
            int slotsPerAppointmentMax,
            Secret secret) {
        private static final Duration MEMORY_MAX = Duration.ofDays(7);

        public BookingSection {
            new Faults()
                    .unless(
                            requestMemory.compareTo(confirmLease) > 0,
                            "booking.requestMemory must be longer than booking.confirmLease")
                    .unless(
                            requestMemory.compareTo(holdTimeToLive) > 0,
                            "booking.requestMemory must be longer than booking.holdTimeToLive")
                    .unless(
                            refusalMemory.compareTo(confirmLease) >= 0,
                            "booking.refusalMemory must be at least booking.confirmLease")
                    .unless(
                            requestMemory.compareTo(MEMORY_MAX) <= 0 && refusalMemory.compareTo(MEMORY_MAX) <= 0,
                            "booking.requestMemory and booking.refusalMemory must be at most P7D")
                    .tell();
        }
    }

    public record ReconcileSection(
            boolean continuously, Duration roundTime, Duration ledgerRoundTime, Duration pause, boolean repair) {
        public ReconcileSection {
            new Faults()
                    .unless(
                            roundTime.compareTo(Duration.ofSeconds(5)) >= 0,
                            "reconcile.roundTime must be at least PT5S")
                    .unless(pause.toMillis() >= 1, "reconcile.pause must be at least PT0.001S")
                    .unless(
                            ledgerRoundTime.compareTo(Duration.ofMinutes(1)) >= 0,
                            "reconcile.ledgerRoundTime must be at least PT1M")
                    .tell();
        }
    }

    public record PracticeSection(
            Duration bookableAhead, Duration notice, Duration cancelNotice, int appointmentsPerPatientMax) {
        public PracticeSection {
            new Faults()
                    .unless(!notice.isNegative(), "practice.notice must not be negative")
                    .unless(
                            bookableAhead.compareTo(notice) > 0,
                            "practice.bookableAhead must be longer than practice.notice")
                    .unless(!cancelNotice.isNegative(), "practice.cancelNotice must not be negative")
                    .unless(
                            appointmentsPerPatientMax >= 1 && appointmentsPerPatientMax <= 100,
                            "practice.appointmentsPerPatientMax must be 1 to 100")
                    .tell();
        }
    }

    /** @param endpoint empty for no traces */
    public record TracingSection(
            String endpoint, double sampleShare, boolean trustCallers, int queueMax, Duration timeout) {
        public TracingSection {
            new Faults()
                    .unless(
                            endpoint.isEmpty() || endpoint.matches("https?://[^/?#@\\s]+(/[^?#\\s]*)?"),
                            "tracing.endpoint must be http://host:port/path, or empty, not " + endpoint)
                    .unless(sampleShare >= 0 && sampleShare <= 1, "tracing.sampleShare must be from 0 to 1")
                    .unless(queueMax >= 1 && queueMax <= 100_000, "tracing.queueMax must be from 1 to 100000")
                    .unless(
                            isWithin(timeout, Duration.ofMillis(100), Duration.ofSeconds(30)),
                            "tracing.timeout must be from PT0.1S to PT30S")
                    .tell();
        }

        public boolean isOn() {
            return !endpoint.isEmpty();
        }
    }

    /** @throws BadConfig if a value cannot be used */
    public static SlotkeeperConfig of(ConfigTree tree) {
        SectionReader read = new SectionReader(tree, Group.class, Listener.class, Secret.class);
        try {
            return read.section("", SlotkeeperConfig.class);
        } catch (IllegalArgumentException unusable) {
            throw new BadConfig(String.valueOf(unusable.getMessage()));
        }
    }

    private static boolean isWithin(Duration time, Duration least, Duration most) {
        return time.compareTo(least) >= 0 && time.compareTo(most) <= 0;
    }
}
