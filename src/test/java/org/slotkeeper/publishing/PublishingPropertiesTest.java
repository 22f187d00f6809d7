package org.slotkeeper.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.publishing.Publishing.GP;
import static org.slotkeeper.publishing.Publishing.MONDAY;
import static org.slotkeeper.publishing.Publishing.NURSE;
import static org.slotkeeper.publishing.Publishing.PRACTICE;
import static org.slotkeeper.publishing.Publishing.seat;

import java.time.LocalTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.slotkeeper.domain.schedule.Care;
import org.slotkeeper.domain.schedule.Interval;
import org.slotkeeper.domain.schedule.SessionLayout;
import org.slotkeeper.domain.schedule.SlotRun;
import org.slotkeeper.domain.schedule.SlotSpan;

/** What holds after any history of publishing, holding, booking and cancelling. */
final class PublishingPropertiesTest {

    /** @param seed which of the seats somebody takes or gives back after the session was published */
    record Step(SessionDraft draft, int seed) {}

    private record Promise(Interval time, Care care) {}

    @Property(tries = 300)
    void whatSomebodyHasNeverChangesAndNothingIsUsedTwice(@ForAll("histories") List<Step> history) {
        Publishing practice = new Publishing();
        Map<Integer, Promise> promised = new HashMap<>();
        List<Integer> taken = new ArrayList<>();
        for (Step step : history) {
            PublishedSession first = practice.publish(step.draft());
            int version = practice.ledger.version(PRACTICE);
            PublishedSession again = practice.publish(step.draft());

            assertThat(again).as("publishing the same twice").isEqualTo(first);
            assertThat(practice.ledger.version(PRACTICE)).isEqualTo(version);
            assertOrdinalsAreOwn(practice);
            assertPromisesAreKept(practice, promised);
            assertEverySeatIsAccountedFor(practice);
            assertOnlyWhatIsWantedCanBeHad(practice, step.draft());
            takeOrGiveBack(practice, step.seed(), taken);
        }
    }

    @Property(tries = 300)
    void whatIsWantedIsOfferedWhereNobodyIsInTheWay(@ForAll("histories") List<Step> history) {
        Publishing practice = new Publishing();
        PublishedSession last = null;
        for (Step step : history) {
            last = practice.publish(step.draft());
        }
        SessionDraft wanted = history.get(history.size() - 1).draft();
        Map<Interval, Integer> places = new HashMap<>();
        last.slots().forEach(slot -> places.merge(slot.time(), slot.capacity(), Integer::sum));
        Map<Interval, Integer> asWanted = new HashMap<>();
        wanted.slotTimes().forEach(time -> asWanted.put(time, wanted.timetable().capacity()));
        assertThat(places).isEqualTo(asWanted);
    }

    @Provide
    Arbitrary<List<Step>> histories() {
        Arbitrary<LocalTime> starts = Arbitraries.integers().between(0, 6).map(quarters -> LocalTime.of(8, 0)
                .plusMinutes(15L * quarters));
        Arbitrary<Integer> minutes = Arbitraries.of(30, 45, 60, 120);
        Arbitrary<SessionDraft> drafts = Combinators.combine(
                        starts,
                        minutes,
                        Arbitraries.of(5, 10, 15, 30),
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.of(GP, NURSE))
                .as((start, length, slot, capacity, care) ->
                        Publishing.draft(start, start.plusMinutes(length), slot, capacity, care));
        return Combinators.combine(drafts, Arbitraries.integers().between(0, 1_000))
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
    }

    private static void takeOrGiveBack(Publishing practice, int seed, List<Integer> taken) {
        BitSet free = practice.inventory.free(PRACTICE, MONDAY);
        if (seed % 3 == 0 && !taken.isEmpty()) {
            int ordinal = taken.remove(seed % taken.size());
            practice.ledger.cancel(seat(ordinal));
            practice.inventory.giveBack(seat(ordinal));
        }
        for (int count = seed % 4; count > 0 && !free.isEmpty(); count--) {
            int[] ordinals = free.stream().toArray();
            int ordinal = ordinals[seed % ordinals.length];
            if (count % 2 == 0) {
                practice.inventory.hold(seat(ordinal));
            } else {
                practice.book(ordinal);
            }
            taken.add(ordinal);
        }
    }

    private static void assertPromisesAreKept(Publishing practice, Map<Integer, Promise> promised) {
        Map<Integer, Promise> now = new HashMap<>();
        for (SlotRun run : practice.ledger.runs(PRACTICE).getOrDefault(MONDAY, List.of())) {
            for (int ordinal = run.firstOrdinal(); ordinal < run.endOrdinal(); ordinal++) {
                now.put(ordinal, new Promise(run.timeOf(run.indexOf(ordinal)), run.care()));
            }
        }
        assertThat(now).containsAllEntriesOf(promised);
        promised.putAll(now);
    }

    /** Which of the slots of all times are still wanted is told by the session as it was published last, run by run. */
    private static void assertOnlyWhatIsWantedCanBeHad(Publishing practice, SessionDraft draft) {
        SessionLayout layout = new SessionLayout(draft.time(), draft.timetable().slotLength(), draft.care());
        List<Interval> times = draft.slotTimes();
        BitSet wanted = new BitSet();
        for (SlotRun run : practice.ledger.runs(PRACTICE).get(MONDAY)) {
            SlotSpan span = layout.slotsOf(run);
            for (int index = 0; index < run.slotCount(); index++) {
                boolean isWanted = index >= span.from() && index < span.until();
                assertThat(isWanted).isEqualTo(run.care().equals(draft.care()) && times.contains(run.timeOf(index)));
                wanted.set(run.ordinalOf(index), run.ordinalOf(index) + run.capacity(), isWanted);
            }
        }
        assertThat(practice.onOffer()).allMatch(wanted::get);
    }

    private static void assertOrdinalsAreOwn(Publishing practice) {
        BitSet seen = new BitSet();
        for (SlotRun run : practice.ledger.runs(PRACTICE).getOrDefault(MONDAY, List.of())) {
            int next = seen.nextSetBit(run.firstOrdinal());
            assertThat(next < 0 || next >= run.endOrdinal())
                    .as("no ordinal twice")
                    .isTrue();
            seen.set(run.firstOrdinal(), run.endOrdinal());
        }
    }

    private static void assertEverySeatIsAccountedFor(Publishing practice) {
        ListSessions.Listed listed = Publishing.value(
                Publishing.done(practice.listSessions.list(Publishing.act(), PRACTICE, MONDAY, MONDAY)));
        int published = practice.ledger.runs(PRACTICE).getOrDefault(MONDAY, List.of()).stream()
                .mapToInt(run -> run.slotCount() * run.capacity())
                .sum();
        int counted = listed.sessions().stream()
                .mapToInt(one -> one.free() + one.embargoed() + one.held() + one.booked() + one.withdrawnPlaces())
                .sum();
        assertThat(counted).isEqualTo(published);
    }
}
