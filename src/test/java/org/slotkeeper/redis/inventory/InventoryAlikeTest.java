package org.slotkeeper.redis.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.booking.InventoryRequests.DAY;
import static org.slotkeeper.booking.InventoryRequests.NOW;
import static org.slotkeeper.booking.InventoryRequests.appointmentKey;
import static org.slotkeeper.booking.InventoryRequests.claim;
import static org.slotkeeper.booking.InventoryRequests.confirm;
import static org.slotkeeper.booking.InventoryRequests.idOf;
import static org.slotkeeper.booking.InventoryRequests.patient;
import static org.slotkeeper.booking.InventoryRequests.request;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.slotkeeper.booking.InventoryRequests;
import org.slotkeeper.booking.spi.Claim;
import org.slotkeeper.booking.spi.ClaimAnswer;
import org.slotkeeper.booking.spi.HeldSeats;
import org.slotkeeper.booking.spi.HoldConfirm;
import org.slotkeeper.booking.spi.SlotInventory;
import org.slotkeeper.booking.spi.SlotInventory.Ending;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.appointment.Request;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.testing.Futures;

/** Whatever is asked of them in whatever order, the inventory in Redis and the one in plain maps answer alike. */
final class InventoryAlikeTest {

    private static final int SEATS = 6;
    private static final int PATIENTS = 2;
    /** Tries of one seat by different requests: few, so that what is confirmed and withdrawn is often there. */
    private static final int TRIES = 3;
    /** What happens to a store is followed by other happenings before it is asked, and so filled. */
    private static final String LOSS = "store ";

    private static RedisFixture redis;

    @BeforeContainer
    static void connect() {
        redis = new RedisFixture();
    }

    private static final List<Caller> CALLERS = List.of(
            new Caller.Patient(patient(1), Optional.empty(), Optional.empty()),
            new Caller.Organisation(new OdsCode("HUB01"), "111", Set.of()),
            new Caller.Organisation(new OdsCode("HUB02"), "111", Set.of()));

    @AfterContainer
    static void disconnect() {
        redis.close();
    }

    /** One thing to ask, which is answered with a text to be compared. */
    private interface Step {
        String ask(InventorySide side, OdsCode practice, Instant now);
    }

    /** @param later how much later than the step before */
    private record Timed(Duration later, String name, Step step) {
        @Override
        public String toString() {
            return "+" + later + " " + name;
        }
    }

    @Property(tries = 250, shrinking = ShrinkingMode.BOUNDED, edgeCases = EdgeCasesMode.NONE)
    void bothAnswerAlike(@ForAll("histories") List<Timed> history) {
        OdsCode practice = redis.practice(DAY, SEATS);
        InventorySide real = InventorySide.real(redis, practice);
        InventorySide model = InventorySide.model(practice);
        Instant now = NOW;
        List<String> told = new ArrayList<>();
        for (Timed timed : history) {
            now = now.plus(timed.later());
            String expected = timed.step().ask(model, practice, now);
            told.add(timed + " -> " + expected);
            assertThat(timed.step().ask(real, practice, now))
                    .as(() -> String.join("\n", told))
                    .isEqualTo(expected);
            if (!timed.name().startsWith(LOSS)) {
                assertThat(free(real.inventory(), practice, now))
                        .as(() -> "free seats after\n" + String.join("\n", told))
                        .isEqualTo(free(model.inventory(), practice, now));
            }
        }
    }

    @Provide
    Arbitrary<List<Timed>> histories() {
        Arbitrary<Duration> waits = Arbitraries.frequency(
                        Tuple.of(10, 0L),
                        Tuple.of(4, 1_000L),
                        Tuple.of(2, 29_999L),
                        Tuple.of(2, 119_999L),
                        Tuple.of(2, 120_000L),
                        Tuple.of(1, Duration.ofHours(44).plusMinutes(20).toMillis()))
                .map(Duration::ofMillis);
        Arbitrary<Named> steps = Arbitraries.oneOf(
                claims(),
                claims(),
                groupClaims(),
                confirms(),
                withdrawals(),
                leases(),
                leases(),
                holds(),
                losses(),
                losses());
        return Combinators.combine(waits, steps)
                .as((wait, step) -> new Timed(wait, step.name(), step.step()))
                .list()
                .ofMinSize(1)
                .ofMaxSize(30);
    }

    private record Named(String name, Step step) {}

    private static Arbitrary<Integer> below(int bound) {
        return Arbitraries.integers().between(0, bound - 1);
    }

    /** The requests that claim a seat, and with it the ids of their holds. */
    private static int requestNumber(int first, int attempt) {
        return first * TRIES + attempt;
    }

    private static Arbitrary<Named> claims() {
        return Combinators.combine(
                        Arbitraries.of(Claim.Kind.class),
                        below(SEATS - 1),
                        Arbitraries.integers().between(1, 2),
                        below(PATIENTS),
                        below(TRIES),
                        Arbitraries.frequency(Tuple.of(9, 1), Tuple.of(1, 2)))
                .as((kind, first, count, patient, attempt, content) -> new Named(
                        "claim " + kind + " " + first + "+" + count + " patient " + patient + " try " + attempt + "/"
                                + content,
                        (side, practice, now) -> {
                            Request request = by(attempt, request(requestNumber(first, attempt), content));
                            Claim claim = claim(practice, kind, first, count, patient, request);
                            return side.again(InventoryRequests.at(claim, now), InventoryAlikeTest::text);
                        }));
    }

    private static Arbitrary<Named> groupClaims() {
        return Combinators.combine(Arbitraries.of(Claim.Kind.class), below(3), below(PATIENTS), below(TRIES))
                .as((kind, first, patient, attempt) -> new Named(
                        "group claim " + kind + " " + first + "+4 patient " + patient + " try " + attempt,
                        (side, practice, now) -> {
                            List<Claim.Places> group = List.of(new Claim.Places(first, 4));
                            Request request = by(attempt, request(requestNumber(first, attempt), 3));
                            Claim claim = claim(practice, kind, group, patient, request, now);
                            return text(Futures.await(side.inventory().claim(claim)), side.inventory());
                        }));
    }

    private static Arbitrary<Named> confirms() {
        return Combinators.combine(below(SEATS), below(TRIES), below(PATIENTS), below(8), below(3))
                .as((first, attempt, patient, number, named) -> new Named(
                        "confirm " + first + " try " + attempt + " patient " + patient + " request " + number
                                + " naming " + named,
                        (side, practice, now) -> {
                            AppointmentId hold = idOf(practice, first, requestNumber(first, attempt));
                            Request request = by(number, request(1_000 + number, 1));
                            List<Claim.Places> slots = IntStream.range(first, first + named)
                                    .mapToObj(ordinal -> new Claim.Places(ordinal, 1))
                                    .toList();
                            HoldConfirm confirm = confirm(hold, patient, request, now);
                            return text(
                                    Futures.await(side.inventory()
                                            .confirm(new HoldConfirm(hold, confirm.attempt(), slots, confirm.lease()))),
                                    side.inventory());
                        }));
    }

    /** Every third try is the patient's, the others are by two organisations. */
    private static Request by(int attempt, Request request) {
        return new Request(
                request.requestId(),
                request.key(),
                request.fingerprint(),
                request.appointmentKey(),
                CALLERS.get(attempt % CALLERS.size()),
                request.deadline());
    }

    private static String text(ClaimAnswer answer, SlotInventory inventory) {
        if (answer instanceof ClaimAnswer.OwnHold own) {
            return own.reason() + " by " + text(Optional.of(own.hold()), inventory);
        }
        if (answer instanceof ClaimAnswer.Met) {
            return "met";
        }
        if (answer instanceof ClaimAnswer.Claimed claimed) {
            return "claimed " + claimed.ordinals() + " " + claimed.expiresAt() + " "
                    + keysOf(claimed.placer(), inventory);
        }
        return answer instanceof ClaimAnswer.Unsure unsure
                ? "unsure: " + text(unsure.refusal(), inventory)
                : answer.toString();
    }

    private static Arbitrary<Named> withdrawals() {
        return Combinators.combine(below(SEATS), below(TRIES), Arbitraries.of(Ending.class))
                .as((first, attempt, ending) ->
                        new Named("withdraw " + first + " try " + attempt + " " + ending, (side, practice, now) -> {
                            AppointmentId id = idOf(practice, first, requestNumber(first, attempt));
                            return Futures.await(side.inventory().withdraw(id, ending))
                                    .toString();
                        }));
    }

    private static Arbitrary<Named> leases() {
        Arbitrary<Named> marks = Combinators.combine(
                        below(SEATS - 1), Arbitraries.integers().between(1, 2), below(SEATS * TRIES))
                .as((first, count, key) -> new Named(
                        "mark " + first + "+" + count + " key " + key,
                        (side, practice, now) -> side.mark(ordinals(first, count), appointmentKey(key), now)));
        Arbitrary<Named> asks = Combinators.combine(
                        below(SEATS - 1), Arbitraries.integers().between(1, 2), below(SEATS * TRIES))
                .as((first, count, key) -> new Named(
                        "ask " + first + "+" + count + " key " + key,
                        (side, practice, now) -> side.ask(ordinals(first, count), appointmentKey(key), now)));
        Arbitrary<Named> releases = Arbitraries.of(true, false)
                .map(isFreed ->
                        new Named("release, freed: " + isFreed, (side, practice, now) -> side.release(isFreed, now)));
        Arbitrary<Named> arrivals = Combinators.combine(
                        below(SEATS), below(TRIES), Arbitraries.of(0L, 0L, 1_000L, 29_999L))
                .as((first, attempt, before) -> new Named(
                        "arrived " + first + " try " + attempt + " of " + before + " ms before",
                        (side, practice, now) -> side.arrived(
                                idOf(practice, first, requestNumber(first, attempt)), now.minusMillis(before))));
        Arbitrary<Named> ends = Arbitraries.of(new Named("ended", (side, practice, now) -> side.ended(now)));
        Arbitrary<Named> settles = below(1 << SEATS)
                .map(owned -> new Named(
                        "settle, owned " + Integer.toBinaryString(owned),
                        (side, practice, now) -> side.settle(owned, now)));
        return Arbitraries.oneOf(marks, asks, releases, arrivals, ends, settles);
    }

    private static List<Integer> ordinals(int first, int count) {
        return IntStream.range(first, first + count).boxed().toList();
    }

    /** The ledger's word changes as it likes here: that both inventories make the same of it is all that counts. */
    private static Arbitrary<Named> losses() {
        Arbitrary<Named> truths = Combinators.combine(
                        Arbitraries.integers().between(0, (1 << SEATS) - 1),
                        Arbitraries.frequency(Tuple.of(4, 1), Tuple.of(1, 2)),
                        below(4))
                .as((seats, layout, minutes) -> new Named(
                        LOSS + "will be filled with " + Integer.toBinaryString(seats) + " of book " + layout
                                + " and be whole in " + minutes,
                        (side, practice, now) ->
                                side.ledgerSays(layout, seats, now.plus(Duration.ofMinutes(minutes)))));
        Arbitrary<Named> fillings = Arbitraries.of(true, false)
                .map(isForced -> new Named(
                        LOSS + "is filled, forced: " + isForced, (side, practice, now) -> side.endFilling(isForced)));
        Arbitrary<Named> others = Arbitraries.of(
                new Named(LOSS + "forgets", (side, practice, now) -> side.forget()),
                new Named(LOSS + "is copied", (side, practice, now) -> side.takeSnapshot()),
                new Named(LOSS + "goes back", (side, practice, now) -> side.goBack()),
                new Named(LOSS + "will be filled", (side, practice, now) -> side.beginFilling()));
        return Arbitraries.oneOf(truths, fillings, others);
    }

    private static Arbitrary<Named> holds() {
        return below(PATIENTS)
                .map(patient -> new Named("holds", (side, practice, now) -> holds(side.inventory(), practice, now)));
    }

    private static String holds(SlotInventory inventory, OdsCode practice, Instant now) {
        List<String> found = new ArrayList<>();
        IntStream.range(0, PATIENTS)
                .forEach(patient ->
                        found.add(text(Futures.await(inventory.holdOf(practice, patient(patient), now)), inventory)));
        IntStream.range(0, SEATS * TRIES)
                .forEach(number -> found.add(text(
                        Futures.await(inventory.findHold(idOf(practice, number / TRIES, number), now)), inventory)));
        return found.toString();
    }

    /** Marks are not alike, but the patients they stand for are. */
    private static String text(Optional<HeldSeats> held, SlotInventory inventory) {
        return held.map(some -> some.id() + " " + some.ordinals() + " " + some.expiresAt() + " "
                        + some.isConfirmInFlight() + " "
                        + IntStream.range(0, PATIENTS)
                                .filter(patient ->
                                        inventory.markOf(patient(patient)).equals(some.patient()))
                                .boxed()
                                .toList()
                        + keysOf(some.placer(), inventory))
                .orElse("");
    }

    private static List<String> keysOf(Optional<HeldSeats.CallerMark> mark, SlotInventory inventory) {
        return CALLERS.stream()
                .filter(caller -> mark.map(inventory.markOf(caller)::equals).orElse(false))
                .map(Caller::key)
                .toList();
    }

    private static String free(SlotInventory inventory, OdsCode practice, Instant now) {
        return Futures.await(inventory.availability(practice, List.of(DAY, DAY.plusDays(1)), now))
                .toString();
    }
}
