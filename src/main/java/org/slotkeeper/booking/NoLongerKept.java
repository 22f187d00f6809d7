package org.slotkeeper.booking;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.LocalDate;
import org.slotkeeper.booking.spi.SlotArchive;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.appointment.Outcome;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.appointment.Refusal.Reason;
import org.slotkeeper.domain.schedule.London;

/**
 * Tells appointments that there never were from those whose week has been taken out of the ledger.
 * The day in the id decides, and not whether there was such an appointment: nobody learns from it
 * whose it was.
 */
public final class NoLongerKept {

    /** Younger weeks are never taken out. */
    private static final int DAYS_ALWAYS_KEPT = 14;

    private final SlotArchive archive;
    private final Clock clock;

    public NoLongerKept(SlotArchive archive, Clock clock) {
        this.archive = archive;
        this.clock = clock;
    }

    /**
     * The outcome, but for one that says that there is no such appointment, or no hold that would
     * become it, where there may have been one.
     */
    public <T> Future<Outcome<T>> orAsItIs(AppointmentId id, Outcome<T> outcome) {
        boolean isAbsent = outcome.match(done -> false, NoLongerKept::isAbsence);
        LocalDate day = id.origin().day();
        if (!isAbsent || day.isAfter(London.dayOf(clock.instant()).minusDays(DAYS_ALWAYS_KEPT))) {
            return Future.succeededFuture(outcome);
        }
        return archive.isTakenOut(day)
                .map(isTakenOut -> isTakenOut ? Outcome.refused(new Refusal.Plain(Reason.NO_LONGER_KEPT)) : outcome);
    }

    private static boolean isAbsence(Refusal refusal) {
        return refusal.reason() == Reason.APPOINTMENT_UNKNOWN || refusal.reason() == Reason.HOLD_EXPIRED;
    }
}
