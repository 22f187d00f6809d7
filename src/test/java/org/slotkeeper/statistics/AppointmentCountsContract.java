package org.slotkeeper.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.booking.LedgerWorld.DAY;
import static org.slotkeeper.booking.LedgerWorld.NEXT_DAY;
import static org.slotkeeper.testing.Futures.await;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.slotkeeper.booking.LedgerWorld;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.Channel;
import org.slotkeeper.relay.spi.Passage;
import org.slotkeeper.statistics.spi.AppointmentCounts;
import org.slotkeeper.statistics.spi.CountedHour;
import org.slotkeeper.statistics.spi.Tally;

/** What whoever keeps counts does, whatever it is made of. */
public interface AppointmentCountsContract {

    AppointmentCounts counts();

    @Test
    default void whatIsAddedIsFoundInOrder() {
        OdsCode practice = LedgerWorld.newPractice();
        CountedHour nine = new CountedHour(practice, DAY, Channel.TELEPHONE, 9);
        CountedHour ten = new CountedHour(practice, DAY, Channel.IN_PERSON, 10);
        CountedHour next = new CountedHour(practice, NEXT_DAY, Channel.IN_PERSON, 9);

        add("a listener", 0, 5, Map.of(next, new Tally(1, 0, 0), nine, new Tally(2, 1, 0), ten, new Tally(0, 0, 3)));

        assertThat(await(counts().of(practice, DAY, NEXT_DAY)))
                .containsExactly(
                        Map.entry(ten, new Tally(0, 0, 3)),
                        Map.entry(nine, new Tally(2, 1, 0)),
                        Map.entry(next, new Tally(1, 0, 0)));
        assertThat(await(counts().of(practice, NEXT_DAY, NEXT_DAY))).containsOnlyKeys(next);
        assertThat(await(counts().of(LedgerWorld.newPractice(), DAY, NEXT_DAY))).isEmpty();
    }

    @Test
    default void onePassageAfterTheOtherIsAdded() {
        String listener = UUID.randomUUID().toString();
        CountedHour hour = new CountedHour(LedgerWorld.newPractice(), DAY, Channel.VIDEO, 0);

        add(listener, 0, 5, Map.of(hour, new Tally(3, 0, 0)));
        add(listener, 5, 9, Map.of(hour, new Tally(-1, 1, 0)));

        assertThat(await(counts().of(hour.practice(), DAY, DAY))).containsEntry(hour, new Tally(2, 1, 0));
    }

    /** Whoever was ended before it heard that it had been counted tells the same again, or more. */
    @Test
    default void whatWasAddedIsNotAddedAgain() {
        String listener = UUID.randomUUID().toString();
        CountedHour hour = new CountedHour(LedgerWorld.newPractice(), DAY, Channel.VIDEO, 23);
        add(listener, 0, 5, Map.of(hour, new Tally(3, 0, 0)));

        add(listener, 0, 5, Map.of(hour, new Tally(3, 0, 0)));
        add(listener, 0, 7, Map.of(hour, new Tally(4, 0, 0)));
        add(listener, 5, 7, Map.of(hour, new Tally(1, 0, 0)));

        assertThat(await(counts().of(hour.practice(), DAY, DAY))).containsEntry(hour, new Tally(4, 0, 0));
    }

    private void add(String listener, long from, long to, Map<CountedHour, Tally> added) {
        var unused = await(counts().add(listener, new Passage(from, to, Optional.empty(), List.of()), added));
    }
}
