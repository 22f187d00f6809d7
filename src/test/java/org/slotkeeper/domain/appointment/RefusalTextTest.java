package org.slotkeeper.domain.appointment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slotkeeper.domain.appointment.Refusal.Reason;

final class RefusalTextTest {

    static Stream<Refusal> refusalsThatSayMore() {
        Instant eight = Instant.parse("2026-11-23T08:00:00Z");
        return Stream.of(
                new Refusal.Embargoed(eight),
                new Refusal.OutsideBookingWindow(eight, eight.plusSeconds(60)),
                new Refusal.PatientLimit(5),
                new Refusal.TooEarly(Duration.ofSeconds(2)),
                new Refusal.ElementMismatch("Appointment.serviceType[0]"),
                new Refusal.NotAmendable("Appointment.status"),
                new Refusal.SlotTaken(List.of()));
    }

    @ParameterizedTest
    @MethodSource("refusalsThatSayMore")
    void aRefusalReadsBackAsItself(Refusal refusal) {
        assertThat(RefusalText.parse(RefusalText.of(refusal))).isEqualTo(refusal);
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void everyReasonHasATextOfItsOwn(Reason reason) {
        boolean saysMore = refusalsThatSayMore().anyMatch(refusal -> refusal.reason() == reason);
        if (!saysMore) {
            Refusal plain = new Refusal.Plain(reason);
            assertThat(RefusalText.parse(RefusalText.of(plain))).isEqualTo(plain);
        }
    }

    /** The ledger has stored these: an answer is given again by a later release, so that a text may be added and none changed. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "REQUEST_ID_REUSED",
                "TOO_EARLY 1000",
                "FORBIDDEN",
                "APPOINTMENT_UNKNOWN",
                "NO_LONGER_KEPT",
                "VERSION_REQUIRED",
                "STALE_VERSION",
                "SLOT_UNKNOWN",
                "NOT_ADJACENT",
                "TIME_MISMATCH",
                "ELEMENT_MISMATCH Appointment.serviceType[0]",
                "NOT_AMENDABLE Appointment.status",
                "ONLINE_BOOKING_OFF",
                "IN_THE_PAST",
                "TOO_LATE",
                "EMBARGOED 1795420800000",
                "OUTSIDE_BOOKING_WINDOW 1795420800000 1795420860000",
                "HOLD_EXISTS",
                "PATIENT_LIMIT 5",
                "PATIENT_OVERLAP",
                "HOLD_EXPIRED",
                "SLOT_TAKEN",
                "OUTCOME_UNKNOWN"
            })
    void aTextThatWasStoredIsReadForGood(String text) {
        Refusal refusal = RefusalText.parse(text);
        assertThat(refusal.reason().name()).isEqualTo(text.split(" ")[0]);
        assertThat(RefusalText.of(refusal)).isEqualTo(text);
    }
}
