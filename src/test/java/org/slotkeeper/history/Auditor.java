package org.slotkeeper.history;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slotkeeper.history.History.Sending;
import org.slotkeeper.history.LedgerContents.Effect;
import org.slotkeeper.history.LedgerContents.Owned;
import org.slotkeeper.history.LedgerContents.Seat;
import org.slotkeeper.history.LedgerContents.Stored;
import org.slotkeeper.history.Told.Verdict;
import org.slotkeeper.history.Violation.Promise;

/** Judges what patients were told by what the ledger has, once every wish has been sent until its end is known. */
public final class Auditor {

    private static final Set<String> IN_PLACE = Set.of(
            "SLOT_TAKEN",
            "HOLD_EXPIRED",
            "HOLD_EXISTS",
            "PATIENT_LIMIT",
            "PATIENT_OVERLAP",
            "APPOINTMENT_UNKNOWN",
            "STALE_VERSION",
            "NOT_AMENDABLE");

    private static final int KEY_LENGTH = 26;

    /**
     * For so long processes of a run remember a request that was not answered ({@code booking.requestMemory} of {@code fault.Rig}). One that comes again later is a new one to the inventory, and may be refused for the seat
     * that it has itself: src/docs/MODEL.md says that this is accepted. On a machine that stands still patients ask as late as that.
     */
    private static final long REMEMBERED_NANOS = Duration.ofSeconds(60).toNanos();

    private final Map<UUID, List<Sending>> sendings = new LinkedHashMap<>();
    private final LedgerContents ledger;
    private final boolean areHoldsKept;
    private final List<Violation> found = new ArrayList<>();

    private Auditor(List<Sending> sendings, LedgerContents ledger, boolean areHoldsKept) {
        for (Sending sending : sendings) {
            this.sendings
                    .computeIfAbsent(sending.wish().id(), id -> new ArrayList<>())
                    .add(sending);
        }
        this.ledger = ledger;
        this.areHoldsKept = areHoldsKept;
    }

    /** @param areHoldsKept whether the inventory kept its memory: if not, a hold may be told otherwise */
    public static List<Violation> judge(List<Sending> sendings, LedgerContents ledger, boolean areHoldsKept) {
        Auditor auditor = new Auditor(sendings, ledger, areHoldsKept);
        auditor.judgeSeats();
        auditor.judgePatients();
        auditor.judgeAnswers();
        auditor.judgeEffects();
        auditor.judgeWithdrawn();
        return List.copyOf(auditor.found);
    }

    private void judgeSeats() {
        Map<Seat, List<Stored>> live = new HashMap<>();
        Map<String, Integer> perSlot = new HashMap<>();
        Map<String, Integer> capacities = new HashMap<>();
        ledger.seats().forEach(seat -> capacities.merge(ledger.slotOf(seat).orElseThrow(), 1, Integer::sum));
        for (Stored stored : ledger.appointments()) {
            if (stored.isLive()) {
                stored.seats().forEach(seat -> live.computeIfAbsent(seat, first -> new ArrayList<>())
                        .add(stored));
                stored.seats().stream()
                        .map(seat -> ledger.slotOf(seat).orElse("?"))
                        .forEach(slot -> perSlot.merge(slot, 1, Integer::sum));
            }
        }
        live.forEach((seat, all) -> check(all.size() == 1, Promise.I1_SEAT_GIVEN_TWICE, seat + " of " + all));
        perSlot.forEach((slot, count) -> check(
                count <= capacities.getOrDefault(slot, 0),
                Promise.I1_OVER_CAPACITY,
                count + " appointments in " + slot));
        judgeOwners(live);
    }

    private void judgeOwners(Map<Seat, List<Stored>> live) {
        Set<Seat> published = new HashSet<>(ledger.seats());
        Map<Seat, Set<String>> owners = new HashMap<>();
        Map<Seat, Integer> rows = new HashMap<>();
        for (Owned owned : ledger.owned()) {
            rows.merge(owned.seat(), 1, Integer::sum);
            owners.computeIfAbsent(owned.seat(), first -> new HashSet<>())
                    .add(owned.appointment().orElse("withdrawn"));
            check(published.contains(owned.seat()), Promise.I3_NEVER_PUBLISHED, owned.toString());
            boolean hasAppointment = owned.appointment().isEmpty()
                    || live.getOrDefault(owned.seat(), List.of()).stream().anyMatch(stored -> stored.key()
                            .equals(owned.appointment().get()));
            check(hasAppointment, Promise.I2_SEAT_WITHOUT_APPOINTMENT, owned.toString());
        }
        rows.forEach((seat, count) -> check(count == 1, Promise.I1_SEAT_GIVEN_TWICE, count + " rows for " + seat));
        live.forEach((seat, all) -> all.forEach(stored -> check(
                owners.getOrDefault(seat, Set.of()).contains(stored.key()),
                Promise.I2_SEATS_NOT_ITS_OWN,
                stored.toString())));
    }

    private void judgePatients() {
        Map<String, List<Stored>> byPatient = ledger.appointments().stream()
                .filter(Stored::isLive)
                .collect(Collectors.groupingBy(stored -> stored.practice() + ' ' + stored.patient()));
        byPatient.forEach((patient, all) -> {
            check(
                    all.size() <= ledger.limits().getOrDefault(all.get(0).practice(), 0),
                    Promise.OVER_THE_PATIENTS_LIMIT,
                    all.toString());
            for (Stored one : all) {
                boolean overlaps = all.stream()
                        .anyMatch(other -> !other.key().equals(one.key())
                                && other.starts() < one.ends()
                                && one.starts() < other.ends());
                check(!overlaps, Promise.PATIENT_IN_TWO_PLACES, all.toString());
            }
        });
    }

    private void judgeAnswers() {
        sendings.forEach((id, all) -> {
            List<Sending> ended = all.stream()
                    .filter(sending -> sending.told().verdict() != Verdict.UNKNOWN)
                    .toList();
            Wish wish = all.get(0).wish();
            check(
                    !ended.isEmpty() || wish.kind().isReading(),
                    Promise.NEVER_ANSWERED,
                    all.get(all.size() - 1).toString());
            ended.stream()
                    .filter(sending -> sending.told().verdict() == Verdict.REFUSED)
                    .forEach(sending -> check(isInPlace(sending), Promise.ANSWER_OUT_OF_PLACE, sending.toString()));
            if (wish.kind().isRecorded() || (wish.kind() == Wish.Kind.HOLD && areHoldsKept)) {
                check(
                        ended.stream()
                                        .map(sending -> answerOf(sending.told()))
                                        .distinct()
                                        .count()
                                <= 1,
                        Promise.I6_ANSWERS_DIFFER,
                        all.toString());
            }
        });
    }

    private boolean isInPlace(Sending sending) {
        if (sending.told().code().equals("VERSION_REQUIRED")) {
            return isOfAnAppointment(sending.wish());
        }
        boolean isGone = sending.told().code().equals("SLOT_UNKNOWN")
                && sending.wish().slots().stream().anyMatch(ledger::isWithdrawn);
        return isGone || IN_PLACE.contains(sending.told().code());
    }

    /** Whoever withdraws a hold that was confirmed meanwhile is told to say which version of the appointment was seen. */
    private boolean isOfAnAppointment(Wish wish) {
        return wish.kind() == Wish.Kind.WITHDRAW && hasAppointment(keyOf(wish.appointment()));
    }

    private boolean hasAppointment(String key) {
        return ledger.appointments().stream().anyMatch(stored -> stored.key().equals(key));
    }

    /** The last part of an id: a hold and the appointment that comes of it have the same. */
    static String keyOf(String id) {
        return id.substring(Math.max(0, id.length() - KEY_LENGTH));
    }

    /** What must be the same each time; a refusal's alternatives are not looked at. */
    private static Told answerOf(Told told) {
        return told;
    }

    private void judgeEffects() {
        Map<UUID, List<Effect>> effects = ledger.effects().stream().collect(Collectors.groupingBy(Effect::request));
        sendings.forEach((id, all) -> judgeEffect(all, effects.getOrDefault(id, List.of())));
        Set<String> patients = sendings.values().stream()
                .map(all -> all.get(0).wish().patient())
                .collect(Collectors.toSet());
        Map<String, Long> changes = ledger.effects().stream()
                .filter(effect -> sendings.containsKey(effect.request()))
                .collect(Collectors.groupingBy(Effect::appointmentKey, Collectors.counting()));
        ledger.appointments().stream()
                .filter(stored -> patients.contains(stored.patient()))
                .forEach(stored -> check(
                        changes.getOrDefault(stored.key(), 0L) == stored.version(),
                        Promise.NOBODY_ASKED,
                        stored + " was changed by " + changes.getOrDefault(stored.key(), 0L) + " requests"));
    }

    private void judgeEffect(List<Sending> all, List<Effect> effects) {
        if (!all.get(0).wish().kind().isRecorded()) {
            return;
        }
        check(effects.size() <= 1, Promise.I6_DONE_TWICE, effects + " of " + all);
        long firstNanos = all.get(0).beganNanos();
        boolean wasRefused = all.stream()
                .anyMatch(sending -> sending.told().verdict() == Verdict.REFUSED
                        && sending.endedNanos() - firstNanos <= REMEMBERED_NANOS);
        check(!wasRefused || effects.isEmpty(), Promise.I7_REFUSED_AND_DONE, effects + " of " + all);
        for (Sending sending : all) {
            if (sending.told().verdict() == Verdict.DONE) {
                check(!effects.isEmpty(), Promise.I4_ACKNOWLEDGED_AND_LOST, sending.toString());
                judgeAcknowledged(sending);
            }
        }
    }

    private void judgeAcknowledged(Sending sending) {
        Told.Appointment told = sending.told().appointment();
        String key = keyOf(told.id());
        Optional<Stored> stored = Stream.concat(ledger.appointments().stream(), ledger.olderVersions().stream())
                .filter(one -> one.key().equals(key) && one.version() == told.version())
                .findFirst();
        check(stored.isPresent(), Promise.I4_ACKNOWLEDGED_AND_LOST, sending.toString());
        stored.ifPresent(one -> check(
                one.state().equalsIgnoreCase(told.state())
                        && one.patient().equals(sending.wish().patient())
                        && slotsOf(one).equals(Set.copyOf(told.slots())),
                Promise.I4_OTHER_THAN_TOLD,
                sending + " is " + one));
    }

    /** Where the inventory may have gone back to an old memory, the hold may have come back with it. */
    private void judgeWithdrawn() {
        if (!areHoldsKept) {
            return;
        }
        sendings.values().stream()
                .flatMap(List::stream)
                .filter(sending -> sending.wish().kind() == Wish.Kind.WITHDRAW
                        && sending.told().verdict() == Verdict.DONE)
                .forEach(sending -> check(
                        !hasAppointment(keyOf(sending.wish().appointment())),
                        Promise.I4_WITHDRAWN_AND_BOOKED,
                        sending.toString()));
    }

    private Set<String> slotsOf(Stored stored) {
        return stored.seats().stream()
                .map(seat -> ledger.slotOf(seat).orElse("?"))
                .collect(Collectors.toSet());
    }

    private void check(boolean holds, Promise promise, String evidence) {
        if (!holds) {
            found.add(new Violation(promise, evidence));
        }
    }
}
