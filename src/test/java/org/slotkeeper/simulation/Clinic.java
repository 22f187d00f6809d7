package org.slotkeeper.simulation;

import java.util.List;
import org.slotkeeper.booking.Entry;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.appointment.Hold;
import org.slotkeeper.domain.appointment.Outcome;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.appointment.Refusal.Reason;
import org.slotkeeper.domain.schedule.Slot;
import org.slotkeeper.simulation.Errand.Asked;
import org.slotkeeper.simulation.SimulatedEngine.Stores;

/** The engines as patients meet them: any of them, or none. What they answer goes by the auditor. */
final class Clinic {

    private final World world;
    private final Stores stores;
    private final List<SimulatedEngine> engines;
    private final Auditor auditor;
    private final Rumours rumours = new Rumours();

    Clinic(World world, Stores stores, List<SimulatedEngine> engines, Auditor auditor) {
        this.world = world;
        this.stores = stores;
        this.engines = engines;
        this.auditor = auditor;
    }

    World world() {
        return world;
    }

    /** All slots of both days that were ever published. */
    List<Slot> slots() {
        return stores.postgres().sessions().slots();
    }

    SimulatedEngine engine() {
        return world.dice().pick(engines);
    }

    /** Whether a message between a patient and an engine gets lost. */
    boolean loses() {
        return world.hasFaults() && world.dice().perMille(world.options().lostPerMille());
    }

    void answered(Asked asked, Outcome<?> outcome) {
        boolean unused = outcome.match(
                value -> {
                    if (value instanceof Appointment told) {
                        auditor.acknowledged(asked, told, stores.postgres().ledger());
                    } else if (value instanceof Entry.Recorded entry) {
                        auditor.acknowledged(
                                asked, entry.appointment(), stores.postgres().ledger());
                    } else if (value instanceof Entry.Withdrawn withdrawn) {
                        auditor.withdrawn(withdrawn.id(), stores.postgres().ledger());
                    } else if (value instanceof Hold hold) {
                        auditor.held(hold.id(), hold.expiresAt());
                    }
                    return true;
                },
                refusal -> false);
    }

    /** The hold's patient confirms it and gives it up at once. */
    void contested(AppointmentId hold) {
        auditor.contested(hold);
    }

    Rumours rumours() {
        return rumours;
    }

    /** Somebody is about to ask with an id that is none of theirs. */
    void forged(Asked asked) {
        auditor.forged(asked.request());
    }

    /** Somebody is about to ask this, perhaps at several engines at once. */
    void asks(Asked asked) {
        auditor.asks(asked);
    }

    /** A final answer has reached whoever asked. */
    void heard(Asked asked, String answer) {
        auditor.heard(asked, answer);
    }

    /** A hold never becomes a booking by its own id: its refusal promises nothing. */
    void refused(Asked asked, Refusal refusal) {
        if (!asked.name().equals("hold")) {
            auditor.refused(asked, refusal);
            heard(asked, refusal.reason().name());
        }
        note(asked.name(), refusal.reason());
    }

    private void note(String name, Reason reason) {
        switch (reason) {
            case EMBARGOED -> world.met(Sometimes.REFUSED_BEFORE_ITS_RELEASE);
            case OUTSIDE_BOOKING_WINDOW -> world.met(Sometimes.REFUSED_WITHIN_THE_NOTICE);
            case SLOT_UNKNOWN -> {
                if (!world.options().hasEdits() && !name.equals("forge")) {
                    world.met(Sometimes.REFUSED_AS_THE_PRACTICES_OWN);
                }
            }
            case TOO_LATE -> world.met(Sometimes.REFUSED_TO_LEAVE_SO_LATE);
            case IN_THE_PAST ->
                world.met(name.equals("confirm") ? Sometimes.BEGAN_BEFORE_ITS_CONFIRM : Sometimes.REFUSED_ONCE_BEGUN);
            case NOT_AMENDABLE -> {
                if (name.equals("confirm")) {
                    world.met(Sometimes.NAMED_OTHERWISE_AND_REFUSED);
                }
            }
            default -> {}
        }
    }

    /** The only faults that an engine may have are those of its stores. */
    void checkFault(Errand<?> errand, Throwable fault) {
        if (fault instanceof Violation broken) {
            throw broken;
        }
        world.require(fault instanceof StoreAway, "FAULT", () -> errand + " failed with " + fault);
    }
}
