package org.slotkeeper.load.plan;

import java.time.LocalTime;
import java.util.List;
import org.slotkeeper.load.kit.Resources;

/** How many people contact general practice at each time of an ordinary Monday, in the bands in which that is published. */
public final class DayProfile {

    private static final double SECONDS_A_DAY = 86_400;

    private final List<Band> bands;

    private DayProfile(List<Band> bands) {
        this.bands = List.copyOf(bands);
    }

    /** @param callsPerHour per 1,000 patients; {@code onlinePerHour} likewise */
    public record Band(int fromSecond, int untilSecond, double callsPerHour, double onlinePerHour) {

        /** Contacts a second of so many patients, by telephone and online together: the assumption is that all of them come online. */
        public double perSecond(double patients) {
            return (callsPerHour + onlinePerHour) * patients / 1_000 / 3_600;
        }

        public int seconds() {
            return untilSecond - fromSecond;
        }
    }

    public static DayProfile ofEngland() {
        return new DayProfile(Resources.reader("/day-profile.csv")
                .lines()
                .filter(line -> !line.startsWith("#") && !line.startsWith("from"))
                .map(DayProfile::band)
                .toList());
    }

    public List<Band> bands() {
        return bands;
    }

    public Band at(LocalTime time) {
        int second = time.toSecondOfDay();
        return bands.stream()
                .filter(band -> band.fromSecond() <= second && second < band.untilSecond())
                .findFirst()
                .orElseThrow();
    }

    /** Contacts of a whole day. */
    public double perDay(double patients) {
        return bands.stream()
                .mapToDouble(band -> band.perSecond(patients) * band.seconds())
                .sum();
    }

    private static Band band(String line) {
        String[] fields = line.split(",", -1);
        return new Band(
                second(fields[0]), second(fields[1]), Double.parseDouble(fields[2]), Double.parseDouble(fields[3]));
    }

    private static int second(String time) {
        return time.equals("24:00")
                ? (int) SECONDS_A_DAY
                : LocalTime.parse(time).toSecondOfDay();
    }
}
