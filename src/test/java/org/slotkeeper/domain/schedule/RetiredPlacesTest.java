package org.slotkeeper.domain.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class RetiredPlacesTest {

    @Test
    void aSlotThatIsRetiredAltogetherIsNotOnOffer() {
        BitSet free = seats(0, 1, 2);

        assertThat(RetiredPlaces.onOffer(free, List.of(new RetiredPlaces(1, 1, 1))))
                .isEqualTo(seats(0, 2));
        assertThat(free).as("what was asked about stays as it is").isEqualTo(seats(0, 1, 2));
    }

    @Test
    void withoutRetiredPlacesAllThatIsFreeIsOnOffer() {
        BitSet free = seats(3, 5);

        assertThat(RetiredPlaces.onOffer(free, List.of())).isSameAs(free);
    }

    @Test
    void onlyPlacesOfASlotCanBeRetired() {
        assertThatThrownBy(() -> new RetiredPlaces(0, 2, 3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RetiredPlaces(0, 2, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Whoever leaves, no more than are wanted have a place or are offered one, as long as no more than that have one. */
    @Property
    void asManyPlacesAreOfferedAsAreWantedAndNotTaken(
            @ForAll @IntRange(min = 1, max = 12) int seats,
            @ForAll @IntRange(min = 1, max = 12) int wanted,
            @ForAll @IntRange(max = 4095) int freeBits) {
        int retired = seats - Math.min(wanted, seats);
        BitSet free = new BitSet();
        for (int seat = 0; seat < seats; seat++) {
            free.set(7 + seat, (freeBits >> seat & 1) == 1);
        }
        free.set(6);
        free.set(7 + seats);
        int taken = seats - (free.cardinality() - 2);

        BitSet offered = retired == 0
                ? RetiredPlaces.onOffer(free, List.of())
                : RetiredPlaces.onOffer(free, List.of(new RetiredPlaces(7, seats, retired)));

        assertThat(offered.get(6) && offered.get(7 + seats)).as("neighbours").isTrue();
        assertThat(offered.cardinality() - 2).isEqualTo(Math.max(0, Math.min(wanted, seats) - taken));
    }

    private static BitSet seats(int... ordinals) {
        BitSet seats = new BitSet();
        for (int ordinal : ordinals) {
            seats.set(ordinal);
        }
        return seats;
    }
}
