package org.slotkeeper.statistics;

import io.vertx.core.Future;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.schedule.London;
import org.slotkeeper.relay.spi.AppointmentChange;
import org.slotkeeper.relay.spi.Listener;
import org.slotkeeper.relay.spi.Passage;
import org.slotkeeper.statistics.spi.AppointmentCounts;
import org.slotkeeper.statistics.spi.CountedHour;
import org.slotkeeper.statistics.spi.Tally;

/** Counts appointments as they are booked, moved and cancelled, each change once. */
public final class CountAppointments implements Listener {

    private static final Tally BOOKED = new Tally(1, 0, 0);
    private static final Tally CANCELLED = new Tally(0, 1, 0);
    private static final Tally MOVED_AWAY = new Tally(0, 0, 1);

    private final AppointmentCounts counts;

    public CountAppointments(AppointmentCounts counts) {
        this.counts = counts;
    }

    @Override
    public String name() {
        return "count_appointments";
    }

    @Override
    public boolean movesItsOwnPlace() {
        return true;
    }

    @Override
    public Future<Void> hear(Passage passage) {
        Map<CountedHour, Tally> added = new HashMap<>();
        passage.changes().forEach(change -> count(change, added));
        return counts.add(name(), passage, added);
    }

    private static void count(AppointmentChange change, Map<CountedHour, Tally> added) {
        switch (change.kind()) {
            case BOOKED -> add(change.after(), BOOKED, added);
            case CANCELLED -> add(change.after(), CANCELLED, added);
            case MOVED -> {
                change.before().ifPresent(left -> add(left, MOVED_AWAY, added));
                add(change.after(), BOOKED, added);
            }
            case AMENDED -> {
                // It is where it was.
            }
        }
    }

    private static void add(Appointment appointment, Tally tally, Map<CountedHour, Tally> added) {
        ZonedDateTime start = appointment.time().start().atZone(London.ZONE);
        CountedHour hour = new CountedHour(
                appointment.practice(), start.toLocalDate(), appointment.care().channel(), start.getHour());
        added.merge(hour, tally, Tally::plus);
    }
}
