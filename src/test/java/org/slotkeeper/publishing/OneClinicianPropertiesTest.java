package org.slotkeeper.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.publishing.Publishing.GP;
import static org.slotkeeper.publishing.Publishing.MONDAY;
import static org.slotkeeper.publishing.Publishing.NURSE;
import static org.slotkeeper.publishing.Publishing.PRACTICE;
import static org.slotkeeper.publishing.Publishing.act;
import static org.slotkeeper.publishing.Publishing.done;
import static org.slotkeeper.publishing.Publishing.draft;
import static org.slotkeeper.publishing.Publishing.named;
import static org.slotkeeper.publishing.Publishing.seat;

import java.time.Instant;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.slotkeeper.domain.schedule.Care;
import org.slotkeeper.domain.schedule.Channel;
import org.slotkeeper.domain.schedule.Interval;
import org.slotkeeper.domain.schedule.RetiredPlaces;
import org.slotkeeper.domain.schedule.SessionId;
import org.slotkeeper.domain.schedule.SlotRun;
import org.slotkeeper.publishing.spi.Owner;

/** No minute of a clinician is offered or given twice, however sessions are edited, withdrawn, booked, held and given back. */
final class OneClinicianPropertiesTest {

    private static final Care GP_BY_VIDEO = new Care(GP.clinician(), GP.role(), Channel.VIDEO, "Review", GP.location());

    /** One act of the practice, and the seed of what patients do after it. */
    record Step(SessionDraft draft, boolean isWithdrawal, long seed) {}

    @Property(tries = 400)
    void noMinuteIsOfferedOrGivenTwice(@ForAll("singles") List<Step> history) {
        Publishing practice = new Publishing();
        for (Step step : history) {
            var unused = perform(practice, step);
            assertMinutes(practice, Map.of());
            letPatientsAct(practice, new Random(step.seed()));
            assertMinutes(practice, Map.of());
        }
    }

    @Property(tries = 400)
    void noPlaceIsOfferedAboveTheCapacity(@ForAll("groups") List<Step> history) {
        Publishing practice = new Publishing();
        Map<SessionId, Integer> capacities = new HashMap<>();
        for (Step step : history) {
            if (perform(practice, step)) {
                capacities.put(step.draft().id(), step.draft().timetable().capacity());
            }
            assertMinutes(practice, capacities);
            letPatientsAct(practice, new Random(step.seed()));
            assertMinutes(practice, capacities);
        }
    }

    /** Sessions that are meant to overlap keep out of each other's places, too. */
    @Property(tries = 400)
    void whatOtherSessionsOfferIsNotTakenAndWhoIsWantedThereIsNotInTheWay(@ForAll("meant") List<Step> history) {
        Publishing practice = new Publishing();
        Map<SessionId, Integer> capacities = new HashMap<>();
        for (Step step : history) {
            SessionId name = step.draft().id();
            List<Integer> offered = offeredByOthers(practice, name);
            List<RetiredPlaces> retired = practice.ledger.retired(PRACTICE, MONDAY);

            Optional<PublishedSession> published = performed(practice, step);

            published.ifPresent(
                    session -> capacities.put(name, step.draft().timetable().capacity()));
            List<KeptSlot> kept = published.map(PublishedSession::kept).orElse(List.of());
            assertThat(offeredByOthers(practice, name))
                    .as("%s was published, and others offer what they offered", name)
                    .containsAll(offered);
            assertThat(kept).filteredOn(slot -> !isOf(practice, name, slot)).allSatisfy(slot -> assertThat(retired)
                    .as("no more of another session are named than are to go")
                    .anyMatch(places -> places.firstOrdinal() == slot.id().ordinal()
                            && slot.appointments().size() <= places.places()));
            assertCapacities(practice, capacities);
            letPatientsAct(practice, new Random(step.seed()));
            assertCapacities(practice, capacities);
        }
    }

    @Provide
    Arbitrary<List<Step>> meant() {
        Arbitrary<SessionDraft> drafts = Combinators.combine(
                        Arbitraries.of("a", "b"),
                        Arbitraries.of(LocalTime.of(8, 0), LocalTime.of(8, 0), LocalTime.of(8, 20)),
                        Arbitraries.of(20, 40),
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.of(GP, GP, GP, GP_BY_VIDEO),
                        Arbitraries.of(true, true, false))
                .as((name, start, slot, capacity, care, isMeant) -> {
                    SessionDraft plain = named(name, draft(start, start.plusMinutes(40), slot, capacity, care));
                    return isMeant ? Publishing.meant(plain) : plain;
                });
        return histories(drafts);
    }

    @Provide
    Arbitrary<List<Step>> singles() {
        return histories(1);
    }

    @Provide
    Arbitrary<List<Step>> groups() {
        return histories(3);
    }

    private static Arbitrary<List<Step>> histories(int capacityMax) {
        Arbitrary<LocalTime> starts = Arbitraries.integers().between(0, 8).map(steps -> LocalTime.of(8, 0)
                .plusMinutes(10L * steps));
        Arbitrary<SessionDraft> drafts = Combinators.combine(
                        Arbitraries.of("a", "b", "c"),
                        starts,
                        Arbitraries.of(20, 30, 60),
                        Arbitraries.of(10, 15, 20),
                        Arbitraries.integers().between(1, capacityMax),
                        Arbitraries.of(GP, GP, GP_BY_VIDEO, NURSE))
                .as((name, start, length, slot, capacity, care) ->
                        named(name, draft(start, start.plusMinutes(length), slot, capacity, care)));
        return histories(drafts);
    }

    private static Arbitrary<List<Step>> histories(Arbitrary<SessionDraft> drafts) {
        return Combinators.combine(drafts, Arbitraries.integers().between(0, 5), Arbitraries.longs())
                .as((draft, chance, seed) -> new Step(draft, chance == 0, seed))
                .list()
                .ofMinSize(2)
                .ofMaxSize(10);
    }

    /** Whether the session is published by now; it may be refused because its clinician has another one. */
    private static boolean perform(Publishing practice, Step step) {
        return performed(practice, step).isPresent();
    }

    private static Optional<PublishedSession> performed(Publishing practice, Step step) {
        if (step.isWithdrawal()) {
            var unused = done(practice.withdrawSession.withdraw(
                    act(), PRACTICE, step.draft().id(), Object::toString));
            return Optional.empty();
        }
        return done(practice.publishSession.publish(act(), PRACTICE, step.draft(), Object::toString))
                .match(Optional::of, refusal -> Optional.empty());
    }

    private static List<Integer> offeredByOthers(Publishing practice, SessionId name) {
        return practice.onOffer().stream()
                .filter(ordinal -> !sessionOf(practice, ordinal).equals(name))
                .toList();
    }

    private static boolean isOf(Publishing practice, SessionId name, KeptSlot slot) {
        return sessionOf(practice, slot.id().ordinal()).equals(name);
    }

    private static SessionId sessionOf(Publishing practice, int ordinal) {
        return practice.ledger.runs(PRACTICE).get(MONDAY).stream()
                .filter(run -> run.hasSeat(ordinal))
                .findFirst()
                .orElseThrow()
                .session();
    }

    /** Where a session offers a place, it has no more than its practice wants, given and offered together. */
    private static void assertCapacities(Publishing practice, Map<SessionId, Integer> capacities) {
        TreeSet<Integer> offered = new TreeSet<>(practice.onOffer());
        TreeSet<Integer> given = given(practice);
        Map<SessionId, Map<Interval, Integer>> places = new HashMap<>();
        Map<SessionId, Map<Interval, Integer>> free = new HashMap<>();
        for (SlotRun run : practice.ledger.runs(PRACTICE).getOrDefault(MONDAY, List.of())) {
            for (int index = 0; index < run.slotCount(); index++) {
                int first = run.ordinalOf(index);
                int end = first + run.capacity();
                int here = offered.subSet(first, end).size();
                Interval time = run.timeOf(index);
                free.computeIfAbsent(run.session(), none -> new HashMap<>()).merge(time, here, Integer::sum);
                places.computeIfAbsent(run.session(), none -> new HashMap<>())
                        .merge(time, here + given.subSet(first, end).size(), Integer::sum);
            }
        }
        places.forEach((session, times) -> times.forEach((time, count) -> assertThat(count)
                .as("places of %s at %s", session, time)
                .isLessThanOrEqualTo(free.get(session).get(time) > 0 ? capacities.getOrDefault(session, 0) : count)));
    }

    private static void letPatientsAct(Publishing practice, Random dice) {
        for (int turn = dice.nextInt(5); turn > 0; turn--) {
            List<Integer> offered = practice.onOffer();
            List<Integer> given = List.copyOf(given(practice));
            if (dice.nextBoolean() && !offered.isEmpty()) {
                int ordinal = offered.get(dice.nextInt(offered.size()));
                if (dice.nextBoolean()) {
                    practice.inventory.hold(seat(ordinal));
                } else {
                    practice.book(ordinal);
                }
            } else if (!given.isEmpty()) {
                practice.cancel(given.get(dice.nextInt(given.size())));
            }
        }
    }

    private static TreeSet<Integer> given(Publishing practice) {
        TreeSet<Integer> given = new TreeSet<>();
        practice.inventory.held(PRACTICE, MONDAY).stream().forEach(given::add);
        for (SlotRun run : practice.ledger.runs(PRACTICE).getOrDefault(MONDAY, List.of())) {
            for (int ordinal = run.firstOrdinal(); ordinal < run.endOrdinal(); ordinal++) {
                if (practice.ledger.owner(seat(ordinal)).orElse(null) instanceof Owner.ByAppointment) {
                    given.add(ordinal);
                }
            }
        }
        return given;
    }

    /** @param capacities of the sessions that have not one place only: where more were given before they were cut, nothing is offered */
    private static void assertMinutes(Publishing practice, Map<SessionId, Integer> capacities) {
        TreeSet<Integer> offered = new TreeSet<>(practice.onOffer());
        TreeSet<Integer> given = given(practice);
        List<SlotRun> runs = practice.ledger.runs(PRACTICE).getOrDefault(MONDAY, List.of());
        for (Care care : List.of(GP, NURSE)) {
            for (int minute = 8 * 60; minute < 12 * 60; minute += 5) {
                Instant instant = MONDAY.atStartOfDay().plusMinutes(minute).toInstant(java.time.ZoneOffset.UTC);
                int places = 0;
                int free = 0;
                int capacity = Integer.MAX_VALUE;
                for (SlotRun run : runs) {
                    for (int index = 0; index < run.slotCount(); index++) {
                        Interval time = run.timeOf(index);
                        if (run.care().isOfSamePerson(care) && time.contains(instant)) {
                            int first = run.ordinalOf(index);
                            places +=
                                    given.subSet(first, first + run.capacity()).size();
                            int here = offered.subSet(first, first + run.capacity())
                                    .size();
                            free += here;
                            capacity = here > 0 ? capacities.getOrDefault(run.session(), 1) : capacity;
                        }
                    }
                }
                boolean isSingle = capacities.isEmpty();
                assertThat(places + free)
                        .as("%s at minute %s: %s given, %s offered", care.clinician(), minute, places, free)
                        .isLessThanOrEqualTo(isSingle ? 1 : free > 0 ? capacity : places);
            }
        }
    }
}
