package org.slotkeeper.domain.schedule;

import java.time.Duration;
import org.slotkeeper.domain.party.OdsCode;

/** A practice and the rules it has set for its own appointments. */
public record Practice(OdsCode odsCode, String name, String postcode, int listSize, PracticeRules rules) {

    /**
     * @param onlineBooking whether anybody but the practice itself may hold or book
     * @param cancelNotice an appointment may be cancelled or moved up to this long before its
     * start, in days of London as the booking window
     * @param appointmentsPerPatientMax how many future appointments a patient may have here at once
     */
    public record PracticeRules(
            boolean onlineBooking, BookingWindow bookingWindow, Duration cancelNotice, int appointmentsPerPatientMax) {
        public PracticeRules {
            if (cancelNotice.isNegative()) {
                throw new IllegalArgumentException("cancelNotice must not be negative");
            }
            if (appointmentsPerPatientMax < 1 || appointmentsPerPatientMax > 100) {
                throw new IllegalArgumentException("appointmentsPerPatientMax must be 1 to 100");
            }
        }
    }
}
