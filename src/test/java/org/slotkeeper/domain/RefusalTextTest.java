package org.slotkeeper.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.slotkeeper.domain.Refusal.Reason;

final class RefusalTextTest {

    static Stream<Refusal> refusalsThatSayMore() {
        Instant eight = Instant.parse("2026-11-23T08:00:00Z");
        return Stream.of(
                new Refusal.Embargoed(eight),
                new Refusal.OutsideBookingWindow(eight, eight.plusSeconds(60)),
                new Refusal.PatientLimit(5),
                new Refusal.TooEarly(Duration.ofSeconds(2)),
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
}
