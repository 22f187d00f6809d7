package org.slotkeeper.domain.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.slotkeeper.domain.party.OdsCode;

final class CareTest {

    private static final OdsCode PRACTICE = new OdsCode("A81001");
    private static final Care TIDY = care("Dr Zo\u00EB");

    @Test
    void whoLooksTheSameIsTheSame() {
        for (String spelling : new String[] {"Dr Zo\u00EB ", " Dr  Zo\u00EB", "Dr\u00A0Zo\u00EB", "Dr Zoe\u0308"}) {
            Care stored = care(spelling);

            assertThat(stored).isEqualTo(TIDY);
            assertThat(stored.isOfSamePerson(TIDY)).isTrue();
            assertThat(stored.scheduleId(PRACTICE)).isEqualTo(TIDY.scheduleId(PRACTICE));
            assertThat(stored.practitionerId(PRACTICE)).isEqualTo(TIDY.practitionerId(PRACTICE));
        }
    }

    /** A practice whose book cannot be read is worse than one with an odd name in it. */
    @Test
    void whatAnOlderVersionLetInCanBeRead() {
        assertThat(care("\u00A0").clinician()).isEqualTo("\u00A0");
        assertThat(care("\u0958".repeat(Care.TEXT_MAX)).clinician()).hasSize(Care.TEXT_MAX);
        assertThatThrownBy(() -> care("e".repeat(Care.TEXT_MAX + 1))).isInstanceOf(IllegalArgumentException.class);
    }

    private static Care care(String clinician) {
        return new Care(clinician, "GP", Channel.IN_PERSON, "Acute", "Main surgery");
    }
}
