package org.slotkeeper.postgres.ledger;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.party.Booker;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.Care;
import org.slotkeeper.domain.schedule.Channel;
import org.slotkeeper.domain.schedule.Interval;
import org.slotkeeper.domain.schedule.SeatId;
import org.slotkeeper.domain.schedule.SlotId;

/** Reads an appointment from the columns that all statements give it in. */
final class AppointmentRow {

    private AppointmentRow() {}

    /** Which slots the seats are in, in the order of the seats, and what care they are for. */
    record Published(List<SlotId> slots, Care care) {}

    static Appointment of(Row row, Published published) {
        OdsCode practice = new OdsCode(row.getString("practice"));
        SeatId origin = new SeatId(practice, row.getLocalDate("origin_day"), row.getShort("origin_ordinal"));
        LocalDate day = row.getLocalDate("day");
        return new Appointment(
                new AppointmentId(origin, row.getString("key")),
                new NhsNumber(row.getLong("patient")),
                new Appointment.Revision(
                        row.getInteger("version"),
                        Appointment.State.valueOf(row.getString("state")),
                        Optional.ofNullable(row.getString("cancel_reason")),
                        instant(row, "updated_at")),
                new Appointment.Allocation(
                        seats(practice, day, row.getArrayOfShorts("ordinals")),
                        published.slots(),
                        new Interval(instant(row, "starts_at"), instant(row, "ends_at")),
                        published.care()),
                new Appointment.Notes(
                        Optional.ofNullable(row.getString("description")),
                        Optional.ofNullable(row.getString("comment"))),
                new Appointment.Booked(Booker.ofKey(row.getString("booked_by")), instant(row, "booked_at")));
    }

    static Care care(Row row) {
        return new Care(
                row.getString("clinician"),
                row.getString("role"),
                Channel.valueOf(row.getString("channel")),
                row.getString("service_type"),
                row.getString("location"));
    }

    static Instant instant(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }

    static List<Integer> ordinals(Short[] column) {
        return Arrays.stream(column).map(Short::intValue).toList();
    }

    private static List<SeatId> seats(OdsCode practice, LocalDate day, Short[] column) {
        return Arrays.stream(column)
                .map(ordinal -> new SeatId(practice, day, ordinal))
                .toList();
    }
}
