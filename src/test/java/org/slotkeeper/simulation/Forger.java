package org.slotkeeper.simulation;

import java.util.List;
import java.util.Optional;
import org.slotkeeper.booking.SeenVersions;
import org.slotkeeper.domain.appointment.Appointment.Notes;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.SeatId;
import org.slotkeeper.domain.schedule.SlotId;
import org.slotkeeper.simulation.Errand.Wish;

/** Ids that the asker was never given, and what can be wanted under them. Nothing may come of any. */
final class Forger {

    static final OdsCode NOWHERE = new OdsCode("B82002");

    private final World world;
    private final Rumours rumours;
    private final NhsNumber asker;
    private final boolean isPatient;

    /** @param isPatient who may not know of others' appointments; a practice may */
    Forger(World world, Rumours rumours, NhsNumber asker, boolean isPatient) {
        this.world = world;
        this.rumours = rumours;
        this.asker = asker;
        this.isPatient = isPatient;
    }

    /** An id of another patient, or other letters at a seat that is had, or at one that is not, or at a practice that there is not. */
    AppointmentId id(SlotId slot) {
        Optional<AppointmentId> others =
                isPatient && world.dice().oneIn(2) ? rumours.ofOthers(asker, world.dice()) : Optional.empty();
        if (others.isPresent()) {
            world.met(Sometimes.ASKED_WITH_THE_ID_OF_ANOTHER);
            return others.get();
        }
        if (world.dice().oneIn(3)) {
            world.met(Sometimes.ASKED_AT_A_PRACTICE_THAT_IS_NOT);
            return new AppointmentId(new SeatId(NOWHERE, slot.day(), slot.ordinal()), letters());
        }
        Optional<AppointmentId> known = rumours.any(world.dice());
        known.ifPresent(id -> world.met(Sometimes.ASKED_WITH_OTHER_LETTERS));
        return new AppointmentId(known.map(AppointmentId::origin).orElse(SeatId.firstOf(slot)), letters());
    }

    private String letters() {
        return AppointmentId.key(
                world.dice().uuid().getMostSignificantBits(),
                world.dice().uuid().getLeastSignificantBits());
    }

    /** To confirm, cancel, amend or move what stands under the id, with a version named or none. */
    Wish<?> wish(Wishes wishes, AppointmentId id, List<SlotId> slots) {
        Optional<SeenVersions> seen = world.dice()
                .pick(List.of(
                        Optional.of(SeenVersions.of(1)),
                        Optional.of(SeenVersions.ANY),
                        Optional.<SeenVersions>empty()));
        Notes notes = new Notes(Optional.empty(), Optional.of("not mine"));
        return switch (world.dice().between(0, 3)) {
            case 0 -> wishes.confirm(id, slots);
            case 1 -> wishes.cancel(id, seen);
            case 2 -> wishes.keep(id, List.of(), notes, seen);
            default -> wishes.keep(id, slots, Notes.NONE, seen);
        };
    }
}
