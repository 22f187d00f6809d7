package org.slotkeeper.redis.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.redis.inventory.Keys;

final class HashSlotTest {

    private static int slot(String key) {
        return HashSlot.ofKey(key.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void theExampleOfTheSpecification() {
        assertThat(slot("123456789")).isEqualTo(0x31C3);
        assertThat(slot("")).isZero();
    }

    @Test
    void onlyWhatStandsInTheFirstBracesCounts() {
        assertThat(slot("{A81001}:h")).isEqualTo(slot("A81001")).isEqualTo(slot("{A81001}:r:{x}"));
        assertThat(slot("{}A81001")).isNotEqualTo(slot("A81001"));
        assertThat(slot("{A81001")).isNotEqualTo(slot("A81001"));
    }

    @Test
    void allKeysOfAPracticeHaveItsSlot() {
        OdsCode practice = new OdsCode("A81001");

        assertThat(HashSlot.of(practice))
                .isEqualTo(slot(Keys.of(practice).header()))
                .isEqualTo(slot(Keys.of(practice).marker("abc")))
                .isBetween(0, HashSlot.COUNT - 1);
    }
}
