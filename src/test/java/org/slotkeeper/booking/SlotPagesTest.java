package org.slotkeeper.booking;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.slotkeeper.booking.SlotSearch.Place;
import org.slotkeeper.booking.spi.PracticeBooks;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.Audience;
import org.slotkeeper.domain.schedule.BookingWindow;
import org.slotkeeper.domain.schedule.Care;
import org.slotkeeper.domain.schedule.Channel;
import org.slotkeeper.domain.schedule.DayBook;
import org.slotkeeper.domain.schedule.Interval;
import org.slotkeeper.domain.schedule.Practice;
import org.slotkeeper.domain.schedule.PracticeBook;
import org.slotkeeper.domain.schedule.SessionId;
import org.slotkeeper.domain.schedule.SessionRules;
import org.slotkeeper.domain.schedule.SlotRun;

final class SlotPagesTest {

    private static final OdsCode PRACTICE = new OdsCode("A81001");
    private static final LocalDate DAY = LocalDate.parse("2026-11-23");
    private static final Instant EIGHT = Instant.parse("2026-11-23T08:00:00Z");
    private static final Caller STAFF = new Caller.PracticeSystem(PRACTICE, Set.of());

    @Test
    void aPageEndsRightlyWhereOrdinalsGrowADigit() {
        FindFreeSlots finding = new FindFreeSlots(
                books(), inventory(), new NoDesk(), Clock.fixed(EIGHT.minusSeconds(1), ZoneOffset.UTC));
        FreeSlots first = finding.find(search(Optional.empty())).result();
        FreeSlots.Found last = first.slots().get(0);

        FreeSlots second = finding.find(search(Optional.of(new Place(last.start(), last.id()))))
                .result();

        assertThat(last.id().text()).isEqualTo("A81001-20261123-999");
        assertThat(second.slots()).extracting(slot -> slot.id().text()).containsExactly("A81001-20261123-1000");
        assertThat(second.hasMore()).isFalse();
    }

    private static SlotSearch search(Optional<Place> after) {
        Interval hour = new Interval(EIGHT, EIGHT.plusSeconds(3_600));
        return new SlotSearch(STAFF, List.of(PRACTICE), hour, List.of(), List.of(), 1, after);
    }

    private static InMemorySlotInventory inventory() {
        InMemorySlotInventory inventory = new InMemorySlotInventory();
        inventory.publish(PRACTICE, DAY, 1_001, 1);
        return inventory;
    }

    /** Two rooms open at the same time: seat 999 and seat 1000 begin together. */
    private static PracticeBooks books() {
        Care care = new Care("Dr Ada Example", "GP", Channel.IN_PERSON, "GP appointment", "Main surgery");
        SessionId session = new SessionId("both");
        DayBook day = new DayBook(
                PRACTICE,
                DAY,
                List.of(
                        new SlotRun(session, 999, 1, 1, EIGHT, Duration.ofMinutes(10), care),
                        new SlotRun(session, 1_000, 1, 1, EIGHT, Duration.ofMinutes(10), care)),
                Map.of(session, new SessionRules(Instant.EPOCH, Audience.PRACTICE_ONLY)));
        Practice.PracticeRules rules = new Practice.PracticeRules(
                true, new BookingWindow(Duration.ofDays(14), Duration.ZERO), Duration.ZERO, 2);
        PracticeBook book = new PracticeBook(new Practice(PRACTICE, "A", "A", 1, rules), 1, List.of(day));
        return new PracticeBooks() {
            @Override
            public Future<Optional<PracticeBook>> find(OdsCode practice) {
                return Future.succeededFuture(Optional.of(book));
            }

            @Override
            public Future<Optional<PracticeBook>> find(OdsCode practice, int atLeastVersion) {
                return find(practice);
            }
        };
    }
}
