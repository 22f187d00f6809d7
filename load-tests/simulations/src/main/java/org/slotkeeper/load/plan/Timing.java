package org.slotkeeper.load.plan;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.slotkeeper.load.Settings;
import org.slotkeeper.load.plan.Shape.Piece;

/** How long a simulation takes, how many come when, and for which days. */
public final class Timing {

    /** Days that patients of the usual mix book for; the shares of appointments booked on the day itself, one day ahead, 2 to 7, 8 to 14, and more (NHS England, Appointments in General Practice, 2025). */
    public static final double[] DAY_SHARES = {0.437, 0.074, 0.174, 0.127, 0.188};

    private final Settings settings;
    private final double patients;
    private final LocalDate today;

    public Timing(Settings settings, double patientsOfPractices, LocalDate today) {
        this.settings = settings;
        this.patients = patientsOfPractices;
        this.today = today;
    }

    public double seconds() {
        double given = settings.number("durationSeconds");
        if (settings.text("simulation").equals("Stress")) {
            return settings.count("steps") * settings.number("stepSeconds");
        }
        return given > 0
                ? given
                : switch (settings.text("simulation")) {
                    case "OrdinaryDay" -> 240;
                    case "PublishNight" -> 120;
                    case "Soak" -> 3600;
                    case "Spike" -> 90;
                    default -> 300;
                };
    }

    /** The day that the release and the usual mix begin with. */
    public LocalDate firstDay() {
        return today.plusDays(settings.count("dayOffset"));
    }

    public LocalDate warmUpDay() {
        return firstDay().plusDays(DAY_SHARES.length);
    }

    /** The day for which practices publish during the run. */
    public LocalDate publishDay() {
        return warmUpDay().plusDays(1);
    }

    /** Journeys of the usual mix, from the beginning of the measured part. */
    public Shape journeys() {
        double usual = usualPerSecond();
        return switch (settings.text("simulation")) {
            case "Soak" -> Shape.of(new Piece(usual, seconds()));
            case "Stress" -> steps();
            case "Spike" -> spike(usual);
            case "OrdinaryDay" -> day();
            default -> Shape.of(List.of());
        };
    }

    /** What warms up: slowly at first. @param secondsMax until what counts begins */
    public Shape warmUp(double perSecond, double secondsMax) {
        double seconds = Math.min(settings.number("warmUpSeconds"), secondsMax);
        return seconds <= 0
                ? Shape.of(List.of())
                : Shape.of(new Piece(perSecond / 4, seconds / 3), new Piece(perSecond, seconds * 2 / 3));
    }

    /** Journeys a second of the usual mix: as many as there are contacts between eight and ten, unless said otherwise. */
    public double usualPerSecond() {
        double given = settings.number("journeysPerSecond");
        return given > 0
                ? given
                : Math.max(5, DayProfile.ofEngland().bands().get(2).perSecond(patients));
    }

    private Shape steps() {
        List<Piece> pieces = new ArrayList<>();
        for (int step = 1; step <= settings.count("steps"); step++) {
            pieces.add(new Piece(step * settings.number("stepJourneysPerSecond"), settings.number("stepSeconds")));
        }
        return Shape.of(pieces);
    }

    private Shape spike(double usual) {
        double spike = settings.number("spikeSeconds");
        double before = Math.max(1, Math.floor(seconds() / 3));
        return Shape.of(
                new Piece(usual, before),
                new Piece(usual * settings.number("spikeFactor"), spike),
                new Piece(usual, Math.max(1, seconds() - before - spike)));
    }

    /** A day's contacts, each hour as many seconds long as fit. */
    private Shape day() {
        double compression = 86_400 / seconds();
        return Shape.of(DayProfile.ofEngland().bands().stream()
                .map(band -> new Piece(band.perSecond(patients) * compression, band.seconds() / compression))
                .toList());
    }
}
