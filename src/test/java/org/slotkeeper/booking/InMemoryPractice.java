package org.slotkeeper.booking;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.slotkeeper.booking.spi.Availability;
import org.slotkeeper.booking.spi.Claim;
import org.slotkeeper.booking.spi.ClaimAnswer;
import org.slotkeeper.booking.spi.HoldConfirm;
import org.slotkeeper.booking.spi.SlotInventory;
import org.slotkeeper.domain.AppointmentId;
import org.slotkeeper.domain.HeldSeats;
import org.slotkeeper.domain.HeldSeats.PatientMark;
import org.slotkeeper.domain.Interval;
import org.slotkeeper.domain.NhsNumber;
import org.slotkeeper.domain.OdsCode;
import org.slotkeeper.domain.Refusal;
import org.slotkeeper.domain.Refusal.Reason;
import org.slotkeeper.domain.Request;
import org.slotkeeper.domain.SeatNews;
import org.slotkeeper.domain.SlotId;

/** One practice of the {@link InMemorySlotInventory}. */
final class InMemoryPractice {

    private int layoutVersion;
    private final Map<LocalDate, BitSet> freeSeats = new HashMap<>();
    private final List<Held> held = new ArrayList<>();
    private final Map<UUID, Marker> markers = new HashMap<>();
    private final Map<NhsNumber, List<Interval>> diary = new HashMap<>();
    private final Map<Seat, Long> versions = new HashMap<>();

    void publish(LocalDate day, BitSet seats, int version) {
        layoutVersion = version;
        free(day).or(seats);
    }

    private BitSet free(LocalDate day) {
        return freeSeats.computeIfAbsent(day, none -> new BitSet());
    }

    Availability availability(List<LocalDate> days, Instant now) {
        endExpiredHolds(now);
        Map<LocalDate, BitSet> free = new HashMap<>();
        days.forEach(day -> free.put(day, (BitSet) free(day).clone()));
        return new Availability(layoutVersion, free);
    }

    ClaimAnswer claim(Claim claim) {
        Optional<ClaimAnswer> before = answeredBefore(claim.request());
        if (before.isPresent()) {
            return before.get();
        }
        if (claim.layoutVersion() != layoutVersion) {
            return new ClaimAnswer.StaleLayout(layoutVersion);
        }
        endExpiredHolds(claim.now());
        Optional<Refusal> refusal = claim.verdict().or(() -> patientRefusal(claim));
        if (refusal.isPresent()) {
            return remember(claim.request(), new ClaimAnswer.Refused(refusal.get()));
        }
        List<Integer> seats = lowestFree(claim);
        if (seats.size() < claim.slots().size()) {
            Availability free = availability(claim.alternativeDays(), claim.now());
            return remember(claim.request(), new ClaimAnswer.Taken(free, millis(claim.now())));
        }
        return take(claim, seats);
    }

    private ClaimAnswer take(Claim claim, List<Integer> seats) {
        Instant since = millis(claim.now());
        Instant expiresAt = since.plus(claim.lease());
        seats.forEach(free(claim.day())::clear);
        String key = claim.request().appointmentKey();
        held.add(new Held(claim.kind(), claim.day(), seats, key, claim.patient(), claim.request(), since, expiresAt));
        ClaimAnswer claimed = new ClaimAnswer.Claimed(seats, expiresAt);
        boolean isHold = claim.kind() == Claim.Kind.HOLD;
        ClaimAnswer again = isHold ? claimed : new ClaimAnswer.InFlight(seats, since);
        markers.put(claim.request().key(), new Marker(claim.request().fingerprint(), again));
        return claimed;
    }

    ClaimAnswer confirm(HoldConfirm confirm) {
        Optional<ClaimAnswer> before = answeredBefore(confirm.request());
        if (before.isPresent()) {
            return before.get();
        }
        Optional<Held> found = find(confirm.hold()).filter(some -> some.isHere(confirm.now()));
        if (found.isEmpty()) {
            return remember(confirm.request(), refused(Reason.HOLD_EXPIRED));
        }
        Held hold = found.get();
        if (!hold.patient().equals(confirm.patient())) {
            return remember(confirm.request(), refused(Reason.APPOINTMENT_UNKNOWN));
        }
        if (!hold.isHold()) {
            return new ClaimAnswer.InFlight(hold.ordinals(), hold.since());
        }
        return turn(hold, confirm);
    }

    private ClaimAnswer turn(Held hold, HoldConfirm confirm) {
        Instant since = millis(confirm.now());
        Instant expiresAt = since.plus(confirm.lease());
        held.remove(hold);
        held.add(new Held(
                Claim.Kind.CONFIRM,
                hold.day(),
                hold.ordinals(),
                hold.key(),
                hold.patient(),
                confirm.request(),
                since,
                expiresAt));
        Marker inFlight = new Marker(confirm.request().fingerprint(), new ClaimAnswer.InFlight(hold.ordinals(), since));
        markers.put(confirm.request().key(), inFlight);
        return new ClaimAnswer.Claimed(hold.ordinals(), expiresAt);
    }

    boolean withdraw(AppointmentId id, SlotInventory.Ending ending) {
        Optional<Held> found = find(id).filter(some -> some.isHold() || ending != SlotInventory.Ending.GIVEN_UP);
        found.ifPresent(some -> {
            giveBack(some);
            if (!some.isHold() && ending == SlotInventory.Ending.NEVER_RECORDED) {
                markers.remove(some.request().key());
            }
        });
        return found.isPresent();
    }

    void tell(SeatNews news) {
        boolean isNews = false;
        for (int ordinal : news.ordinals()) {
            Seat seat = new Seat(news.day(), ordinal);
            if (news.version() > versions.getOrDefault(seat, 0L)) {
                isNews = true;
                versions.put(seat, news.version());
                tell(news, ordinal);
            }
        }
        if (isNews) {
            news.patient().ifPresent(time -> keepDiary(time, news.occupied()));
        }
    }

    private void tell(SeatNews news, int ordinal) {
        Optional<Held> claim = at(news.day(), ordinal);
        if (!news.occupied()) {
            free(news.day()).set(ordinal, claim.isEmpty());
            return;
        }
        // Whoever has a claim on a part of what is gone cannot get all of it.
        claim.ifPresent(this::giveBack);
        free(news.day()).clear(ordinal);
    }

    private void keepDiary(SeatNews.PatientTime entry, boolean occupied) {
        List<Interval> times = diary.computeIfAbsent(entry.patient(), none -> new ArrayList<>());
        times.remove(entry.time());
        if (occupied) {
            times.add(entry.time());
        }
    }

    private Optional<Refusal> patientRefusal(Claim claim) {
        if (claim.kind() == Claim.Kind.HOLD
                && holdOf(claim.patient(), claim.now()).isPresent()) {
            return Optional.of(new Refusal.Plain(Reason.HOLD_EXISTS));
        }
        List<Interval> times = new ArrayList<>(diary.getOrDefault(claim.patient(), List.of()));
        times.removeIf(time -> !time.end().isAfter(claim.now()));
        claim.replaces().ifPresent(times::remove);
        if (times.size() >= claim.appointmentsPerPatientMax()) {
            return Optional.of(new Refusal.PatientLimit(claim.appointmentsPerPatientMax()));
        }
        return times.stream().anyMatch(claim.time()::overlaps)
                ? Optional.of(new Refusal.Plain(Reason.PATIENT_OVERLAP))
                : Optional.empty();
    }

    private List<Integer> lowestFree(Claim claim) {
        BitSet free = free(claim.day());
        return claim.slots().stream()
                .flatMap(slot -> IntStream.range(slot.firstOrdinal(), slot.firstOrdinal() + slot.capacity())
                        .filter(free::get)
                        .boxed()
                        .limit(1))
                .toList();
    }

    private Optional<ClaimAnswer> answeredBefore(Request request) {
        Marker marker = markers.get(request.key());
        if (marker == null) {
            return Optional.empty();
        }
        boolean isSame = marker.fingerprint() == request.fingerprint();
        return Optional.of(isSame ? marker.answer() : refused(Reason.REQUEST_ID_REUSED));
    }

    private ClaimAnswer remember(Request request, ClaimAnswer answer) {
        markers.put(request.key(), new Marker(request.fingerprint(), answer));
        return answer;
    }

    private static ClaimAnswer refused(Reason reason) {
        return new ClaimAnswer.Refused(new Refusal.Plain(reason));
    }

    Optional<Held> find(AppointmentId id) {
        return at(id.origin().day(), id.origin().ordinal())
                .filter(some -> some.key().equals(id.key()));
    }

    private Optional<Held> at(LocalDate day, int ordinal) {
        return held.stream()
                .filter(some -> some.day().equals(day) && some.ordinals().contains(ordinal))
                .findFirst();
    }

    Optional<Held> holdOf(NhsNumber patient, Instant now) {
        return held.stream()
                .filter(some -> some.isHold() && some.patient().equals(patient) && some.isHere(now))
                .findFirst();
    }

    private void endExpiredHolds(Instant now) {
        List.copyOf(held).stream().filter(some -> !some.isHere(now)).forEach(this::giveBack);
    }

    private void giveBack(Held some) {
        held.remove(some);
        some.ordinals().forEach(free(some.day())::set);
    }

    private static Instant millis(Instant instant) {
        return Instant.ofEpochMilli(instant.toEpochMilli());
    }

    private record Seat(LocalDate day, int ordinal) {}

    /** What a request was answered, with the content it was asked with. */
    private record Marker(long fingerprint, ClaimAnswer answer) {}

    /** Seats that somebody has and the ledger has not told of. */
    record Held(
            Claim.Kind kind,
            LocalDate day,
            List<Integer> ordinals,
            String key,
            NhsNumber patient,
            Request request,
            Instant since,
            Instant expiresAt) {

        boolean isHold() {
            return kind == Claim.Kind.HOLD;
        }

        /** An expired hold is nothing; an expired confirm is there until the ledger was asked. */
        boolean isHere(Instant now) {
            return !isHold() || now.isBefore(expiresAt);
        }

        HeldSeats seen(OdsCode practice) {
            AppointmentId id = new AppointmentId(new SlotId(practice, day, ordinals.get(0)), key);
            PatientMark mark = new PatientMark("mark of " + patient.digits());
            return new HeldSeats(id, ordinals, expiresAt, !isHold(), mark);
        }
    }
}
