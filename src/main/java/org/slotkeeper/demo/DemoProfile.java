package org.slotkeeper.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;

/**
 * The figures that invented sessions follow.
 *
 * @param perThousand appointments per 1,000 patients by weekday
 * @param online the share of places that can be booked online
 * @param keptForTheDay the share of same-day places that are released on the day itself
 */
public record DemoProfile(
        Map<DayOfWeek, Double> perThousand,
        AppointmentMix mix,
        double online,
        double keptForTheDay,
        int saturdayListSizeMin,
        double saturdayShareOfPatients,
        int listSizeUnknown) {

    /** The shares with a GP, with a nurse, by telephone, by video and on the same day. */
    public record AppointmentMix(double gp, double nurse, double telephone, double video, double sameDay) {}

    private static final String RESOURCE = "/demo/profile.properties";

    public DemoProfile {
        perThousand = Map.copyOf(perThousand);
    }

    /** The profile in the jar. */
    public static DemoProfile ofEngland() {
        Properties figures = new Properties();
        try (InputStream file = DemoProfile.class.getResourceAsStream(RESOURCE)) {
            if (file == null) {
                throw new IllegalStateException("the jar has no " + RESOURCE);
            }
            figures.load(new InputStreamReader(file, StandardCharsets.UTF_8));
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
        Map<DayOfWeek, Double> perThousand = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            perThousand.put(day, figure(figures, "perThousand." + day));
        }
        return new DemoProfile(
                perThousand,
                new AppointmentMix(
                        figure(figures, "share.gp"),
                        figure(figures, "share.nurse"),
                        figure(figures, "share.telephone"),
                        figure(figures, "share.video"),
                        figure(figures, "share.sameDay")),
                figure(figures, "assumed.online"),
                figure(figures, "assumed.sameDayKeptForTheDay"),
                (int) figure(figures, "assumed.saturdayListSizeMin"),
                figure(figures, "assumed.saturdayShareOfPatients"),
                (int) figure(figures, "listSize.unknown"));
    }

    /** How many appointments a practice with so many patients has on such a day. */
    int appointments(int listSize, DayOfWeek weekday) {
        int patients = listSize == 0 ? listSizeUnknown : listSize;
        double expected = patients * perThousand.getOrDefault(weekday, 0.0) / 1_000;
        if (weekday == DayOfWeek.SATURDAY) {
            expected = patients < saturdayListSizeMin ? 0 : expected / saturdayShareOfPatients;
        }
        return (int) Math.round(expected);
    }

    private static double figure(Properties figures, String name) {
        String text = figures.getProperty(name);
        if (text == null) {
            throw new IllegalStateException(RESOURCE + " has no " + name);
        }
        return Double.parseDouble(text);
    }
}
