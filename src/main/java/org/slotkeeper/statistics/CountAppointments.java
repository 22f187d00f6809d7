package org.slotkeeper.statistics;

import io.vertx.core.Future;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
        for (AppointmentChange change : passage.changes()) {
            counted(change).forEach(one -> added.merge(hourOf(one.appointment()), one.tally(), Tally::plus));
        }
        return counts.add(name(), passage, added);
    }

    private record Counted(Appointment appointment, Tally tally) {}

    private static List<Counted> counted(AppointmentChange change) {
        return switch (change.kind()) {
            case BOOKED -> List.of(new Counted(change.after(), BOOKED));
            case CANCELLED -> List.of(new Counted(change.after(), CANCELLED));
            case MOVED ->
                Stream.concat(
                                change.before().map(left -> new Counted(left, MOVED_AWAY)).stream(),
                                Stream.of(new Counted(change.after(), BOOKED)))
                        .toList();
            // It is where it was.
            case AMENDED -> List.of();
        };
    }

    private static CountedHour hourOf(Appointment appointment) {
        ZonedDateTime start = appointment.time().start().atZone(London.ZONE);
        return new CountedHour(
                appointment.practice(), start.toLocalDate(), appointment.care().channel(), start.getHour());
    }
}
