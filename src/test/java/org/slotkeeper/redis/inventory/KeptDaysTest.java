package org.slotkeeper.redis.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.booking.InventoryRequests.HOLD_TIME;
import static org.slotkeeper.booking.InventoryRequests.appointmentKey;
import static org.slotkeeper.booking.InventoryRequests.patient;
import static org.slotkeeper.booking.InventoryRequests.request;
import static org.slotkeeper.testing.Futures.await;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slotkeeper.booking.spi.Attempt;
import org.slotkeeper.booking.spi.Claim;
import org.slotkeeper.booking.spi.ClaimAnswer;
import org.slotkeeper.booking.spi.SeatMark;
import org.slotkeeper.booking.spi.SlotInventory.GivingUp;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.SeatId;
import org.slotkeeper.publishing.spi.SeatInventory;
import org.slotkeeper.reconcile.spi.SeatLeases;
import org.slotkeeper.testing.RedisTalk;
import org.slotkeeper.testing.Stores;

/** A day's bits are kept until two days after it by the caller's clock, whatever Redis' own machine takes the time to be. The days here lie years before and after any machine's. */
final class KeptDaysTest {

    private static final List<LocalDate> DAYS = Stream.of(
                    "2007-03-05", "2026-12-31", "2028-02-28", "2028-02-29", "2028-03-01", "2077-10-31", "2100-03-01")
            .map(LocalDate::parse)
            .toList();

    private static final int SEATS = 6;
    /** As much as the slowest machine takes between the call and the look at what it left. */
    private static final long PATIENCE_SECONDS = 600;

    private final RedisFixture redis = new RedisFixture();
    private final RedisInventorySight sight = new RedisInventorySight(redis.connections, redis.clock);

    @AfterEach
    void disconnect() {
        redis.close();
    }

    /** One practice whose only day is two days ahead of its callers' clocks. */
    private final class Stage {
        final LocalDate day;
        final Instant now;
        final OdsCode practice;

        Stage(LocalDate day) {
            this.day = day;
            this.now = day.minusDays(2).atTime(12, 0).toInstant(ZoneOffset.UTC);
            this.practice = redis.practice(day, SEATS);
            redis.clock.set(now);
            redis.warmBy(asked -> redis.refill
                    .life(asked)
                    .compose(life -> redis.refill.fill(redis.filling(asked, life, redis.clock.instant())))
                    .mapEmpty());
            await(redis.warm(practice));
        }

        String key() {
            return Keys.of(practice).seats(day);
        }

        /** The bits are lost by hand, so that the next seat that is given back makes them anew. */
        void loseBits() {
            assertThat(say("DEL", key())).containsExactly("1");
        }

        BitSet free() {
            return await(redis.inventory.availability(practice, List.of(day), redis.clock.instant()))
                    .on(day);
        }

        Claim hold(int firstOrdinal, int slots) {
            return new Claim(
                    new Attempt(request(1), patient(1), now),
                    new Claim.AdjacentSlots(
                            practice,
                            day,
                            1,
                            Stream.iterate(firstOrdinal, at -> at + 1)
                                    .limit(slots)
                                    .map(ordinal -> new Claim.Places(ordinal, 1))
                                    .toList()),
                    Claim.Kind.HOLD,
                    appointmentKey(1),
                    HOLD_TIME,
                    Optional.empty(),
                    List.of(day));
        }

        @CanIgnoreReturnValue
        AppointmentId held(int firstOrdinal, int slots) {
            assertThat(await(redis.inventory.claim(hold(firstOrdinal, slots)))).isInstanceOf(ClaimAnswer.Claimed.class);
            return new AppointmentId(new SeatId(practice, day, firstOrdinal), appointmentKey(1));
        }

        /** Somebody's appointment is over that had this seat. */
        void free(int ordinal) {
            String key = appointmentKey(3);
            SeatMark mark = await(redis.leases.mark(
                    SeatMark.none(practice, day, List.of(ordinal), key, now),
                    Duration.ofSeconds(30),
                    redis.clock.instant()));
            assertThat(await(redis.leases.freed(mark, redis.clock.instant()))).isEmpty();
        }

        void isKeptUntilTwoDaysAfterTheDay() {
            Instant end = day.plusDays(3).atStartOfDay().toInstant(ZoneOffset.UTC);
            long seconds = Duration.between(redis.clock.instant(), end).toSeconds();
            assertThat(Long.parseLong(say("TTL", key()).get(0)))
                    .as("for how long %s is kept, from %s on", key(), redis.clock.instant())
                    .isBetween(seconds - PATIENCE_SECONDS, seconds);
        }
    }

    @Test
    void whatIsFilledAndOpenedIsKept() {
        for (LocalDate day : DAYS) {
            Stage stage = new Stage(day);
            stage.isKeptUntilTwoDaysAfterTheDay();
            assertThat(stage.free()).isEqualTo(seats(0, 1, 2, 3, 4, 5));

            redis.clock.pass(Duration.ofHours(5));
            await(redis.seats.open(stage.practice, 2, Map.of(day, seats(6, 7))));

            stage.isKeptUntilTwoDaysAfterTheDay();
            assertThat(stage.free()).isEqualTo(seats(0, 1, 2, 3, 4, 5, 6, 7));
        }
    }

    @Test
    void whatAClaimTakesAndGivesBackIsKept() {
        for (LocalDate day : DAYS) {
            Stage stage = new Stage(day);
            AppointmentId hold = stage.held(0, 2);
            stage.isKeptUntilTwoDaysAfterTheDay();
            stage.loseBits();

            assertThat(await(redis.inventory.giveUp(hold, request(90)))).isEqualTo(GivingUp.DONE);

            stage.isKeptUntilTwoDaysAfterTheDay();
            assertThat(stage.free()).isEqualTo(seats(0, 1));
        }
    }

    @Test
    void whatAnEndedHoldGivesBackIsKept() {
        for (LocalDate day : DAYS) {
            Stage stage = new Stage(day);
            stage.held(3, 1);
            stage.loseBits();
            redis.clock.pass(HOLD_TIME);

            assertThat(stage.free()).isEqualTo(seats(3));

            stage.isKeptUntilTwoDaysAfterTheDay();
        }
    }

    @Test
    void whatIsUnblockedIsKept() {
        for (LocalDate day : DAYS) {
            Stage stage = new Stage(day);
            String key = appointmentKey(2);
            await(redis.seats.block(
                    stage.practice,
                    day,
                    seats(1, 4),
                    new SeatInventory.Blocker(key, Duration.ofMinutes(1), stage.now)));
            stage.isKeptUntilTwoDaysAfterTheDay();
            stage.loseBits();

            await(redis.seats.unblock(stage.practice, day, seats(1, 4), key));

            stage.isKeptUntilTwoDaysAfterTheDay();
            assertThat(stage.free()).isEqualTo(seats(1, 4));
        }
    }

    /** By then nobody can ask for the day: what is given back of it goes by itself, and is no fault. */
    @Test
    void aDayThatIsOverForTheCallerIsKeptForASecond() {
        for (LocalDate day : DAYS) {
            Stage stage = new Stage(day);
            stage.loseBits();
            redis.clock.set(day.plusDays(30).atStartOfDay().toInstant(ZoneOffset.UTC));

            stage.free(5);

            assertThat(say("TTL", stage.key()).get(0)).isIn("1", "0", "-2");
        }
    }

    private static BitSet seats(int... ordinals) {
        BitSet seats = new BitSet();
        for (int ordinal : ordinals) {
            seats.set(ordinal);
        }
        return seats;
    }

    private static List<String> say(String... words) {
        return RedisTalk.say(Stores.redis(), words);
    }

    @Test
    void whatIsFreedIsKept() {
        for (LocalDate day : DAYS) {
            Stage stage = new Stage(day);
            stage.loseBits();

            stage.free(5);

            stage.isKeptUntilTwoDaysAfterTheDay();
            assertThat(stage.free()).isEqualTo(seats(5));
        }
    }

    @Test
    void whatTheLedgerSaysIsFreeIsKept() {
        for (LocalDate day : DAYS) {
            Stage stage = new Stage(day);
            SeatMark none = SeatMark.none(stage.practice, day, List.of(5), appointmentKey(3), stage.now);
            SeatMark marked = await(redis.leases.mark(none, Duration.ofSeconds(30), stage.now));
            List<SeatLeases.Lease> asked = await(redis.leases.ask(marked, stage.now));
            stage.loseBits();

            assertThat(await(redis.leases.settle(stage.practice, asked, Set.of(), stage.now)))
                    .isEqualTo(1);

            stage.isKeptUntilTwoDaysAfterTheDay();
            assertThat(stage.free()).isEqualTo(seats(5));
        }
    }
}
