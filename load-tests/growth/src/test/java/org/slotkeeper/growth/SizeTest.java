package org.slotkeeper.growth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Sizes are read as people write them, and what does not fit is said before anything is made. */
final class SizeTest {

    @Test
    void sizesAreReadInThousandsAndMillions() {
        assertEquals(new Size(16_000_000, 1_000, 2), Size.parse("16M:1k"));
        assertEquals(new Size(10_000, 500, 2), Size.parse("10K:500"));
    }

    @Test
    void weeksThatAreOverAreOnesOwnToChoose() {
        Size fiveYears = Size.parse("1M:1k:266");

        assertEquals(new Size(1_000_000, 1_000, 266), fiveYears);
        assertTrue(fiveYears.bytesOnDisk() > Size.parse("1M:1k").bytesOnDisk() + 50_000_000L);
        assertThrows(IllegalArgumentException.class, () -> Size.parse("1M:1k:1"));
        assertThrows(IllegalArgumentException.class, () -> Size.parse("1M:1k:2000"));
        assertThrows(IllegalArgumentException.class, () -> Size.parse("1M:1k:2:3"));
    }

    @Test
    void englandIsSixThousandPracticesOfSixtyDays() {
        Size england = Size.parse("90M:10M");

        assertEquals(6_000, england.practices());
        assertEquals(60, england.days());
        assertEquals(90_000_000, england.slotsMade());
    }

    @Test
    void aSmallInstallationIsOnePracticeOfFewerDays() {
        Size small = Size.parse("10k:1k");

        assertEquals(1, small.practices());
        assertEquals(10_000, small.slotsMade());
        assertEquals(90, small.patients());
    }

    @Test
    void moreAppointmentsThanThereIsRoomForAreRefused() {
        assertEquals(
                "1M:9M: so many slots have room for 643200 appointments beside what is measured",
                assertThrows(IllegalArgumentException.class, () -> Size.parse("1M:9M"))
                        .getMessage());
    }

    @Test
    void whatIsNoSizeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Size.parse("16M"));
        assertThrows(IllegalArgumentException.class, () -> Size.parse("many:1k"));
        assertThrows(IllegalArgumentException.class, () -> Size.parse("100:1"));
    }

    @Test
    void tenMillionAppointmentsTakeMoreDiskThanOneThousand() {
        assertTrue(Size.parse("16M:10M").bytesOnDisk() > Size.parse("16M:1k").bytesOnDisk() + 10_000_000_000L);
    }
}
