package org.slotkeeper.booking.spi;

import io.vertx.core.Future;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.Care;
import org.slotkeeper.domain.schedule.DayBook;
import org.slotkeeper.domain.schedule.Slot;

/**
 * What the ledger keeps of slots beside their appointments: whose their seats are, and what was
 * published before the books at hand begin. It says of nobody who has a slot.
 */
public interface SlotArchive {

    /**
     * Who has the slot's seats at this moment.
     *
     * @param reader a patient or another organisation, if it matters whether an appointment in this
     * slot is for its eyes
     */
    Future<SeatOwners> owners(Slot slot, Optional<Caller> reader);

    /**
     * The slots of this day as the practice has published them, however long ago it was; empty if
     * there are none.
     */
    Future<Optional<DayBook>> day(OdsCode practice, LocalDate day);

    /**
     * Whether the appointments that were first made for this day have been taken out of the ledger,
     * or are being, because their time to be kept is over.
     */
    Future<Boolean> isTakenOut(LocalDate day);

    /** All that the practice has ever promised to patients who book; none if it is not known. */
    Future<List<Care>> cares(OdsCode practice);

    /**
     * The seats of one slot that have an owner, by ordinal.
     *
     * @param booked those that an appointment has
     * @param withdrawn those that the practice has taken out
     * @param isInReadersAppointment whether the reader may see an appointment in this slot; a
     * patient's own also if it is cancelled
     */
    record SeatOwners(Set<Integer> booked, Set<Integer> withdrawn, boolean isInReadersAppointment) {
        public SeatOwners {
            booked = Set.copyOf(booked);
            withdrawn = Set.copyOf(withdrawn);
        }

        public boolean has(int ordinal) {
            return booked.contains(ordinal) || withdrawn.contains(ordinal);
        }
    }
}
