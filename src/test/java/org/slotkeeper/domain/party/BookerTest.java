package org.slotkeeper.domain.party;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class BookerTest {

    private static final NhsNumber ANN = NhsNumber.parse("9000000009");
    private static final OdsCode HUB = new OdsCode("RXX01");

    /** The ledger has stored these keys: they are read for good. */
    @Test
    void aBookerIsReadFromTheKeyOfItsCaller() {
        assertThat(Booker.ofKey("patient:9000000009")).isEqualTo(new Booker.Patient(Optional.empty()));
        assertThat(Booker.ofKey("patient:9000000009:by:a:by:b")).isEqualTo(new Booker.Patient(Optional.of("a:by:b")));
        assertThat(Booker.ofKey("practice:A81001")).isEqualTo(new Booker.Organisation(new OdsCode("A81001")));
        assertThat(Booker.ofKey("organisation:RXX01")).isEqualTo(new Booker.Organisation(HUB));
    }

    @Test
    void everyCallerIsABooker() {
        assertThat(Booker.of(new Caller.Patient(ANN, Optional.empty(), Optional.empty())))
                .isEqualTo(new Booker.Patient(Optional.empty()));
        assertThat(Booker.of(new Caller.Patient(ANN, Optional.empty(), Optional.of("carer-1"))))
                .isEqualTo(new Booker.Patient(Optional.of("carer-1")));
        assertThat(Booker.of(new Caller.PracticeSystem(HUB, Set.of()))).isEqualTo(new Booker.Organisation(HUB));
        assertThat(Booker.of(new Caller.Organisation(HUB, "111", Set.of()))).isEqualTo(new Booker.Organisation(HUB));
    }

    @Test
    void whatIsNoKeyIsRefused() {
        for (String key : new String[] {"", "x", ":", "patients:9000000009", "practice:"}) {
            assertThatThrownBy(() -> Booker.ofKey(key)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
