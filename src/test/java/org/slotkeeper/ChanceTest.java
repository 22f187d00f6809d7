package org.slotkeeper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ChanceTest {

    @Test
    void requestIdsAreUuidsOfVersionFourAndNoTwoAreAlike() {
        Chance chance = new Chance();
        Set<UUID> seen = new HashSet<>();
        for (int at = 0; at < 1_000; at++) {
            UUID id = chance.requestId();
            assertThat(id.version()).isEqualTo(4);
            assertThat(id.variant()).isEqualTo(2);
            assertThat(seen.add(id)).isTrue();
        }
    }
}
