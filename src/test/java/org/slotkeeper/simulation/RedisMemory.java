package org.slotkeeper.simulation;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slotkeeper.booking.spi.Availability;
import org.slotkeeper.booking.spi.Claim;
import org.slotkeeper.booking.spi.ClaimAnswer;
import org.slotkeeper.booking.spi.HoldConfirm;
import org.slotkeeper.booking.spi.SlotInventory.Ending;
import org.slotkeeper.domain.AppointmentId;
import org.slotkeeper.domain.Interval;
import org.slotkeeper.domain.NhsNumber;
import org.slotkeeper.domain.Refusal;
import org.slotkeeper.domain.Refusal.Reason;
import org.slotkeeper.domain.Request;
import org.slotkeeper.domain.SeatNews;
import org.slotkeeper.reconcile.spi.InventoryRefill.Filling;

/**
 * What one Redis process remembers of one practice. Each method is one of the scripts: the life is that of the process, as the caller's connection knows it, and an empty answer is {@code COLD}. It can be copied, which is how
 * a memory from earlier comes back.
 */
final class RedisMemory {

    private String life = "";
    private int layoutVersion;
    private Instant wholeFrom = Instant.MIN;
    private final Map<LocalDate, BitSet> freeSeats = new HashMap<>();
    private final List<HeldClaim> claims = new ArrayList<>();
    private final Map<UUID, Marker> markers = new HashMap<>();
    private String newsLife = "";
    private final Map<Seat, Told> news = new HashMap<>();
    private final Map<NhsNumber, List<Interval>> diary = new HashMap<>();

    private record Seat(LocalDate day, int ordinal) {}

    private record Told(long version, boolean isFree) {}

    /** What a request was answered, with the content it was asked with. */
    private record Marker(long fingerprint, ClaimAnswer answer) {}

    RedisMemory copy() {
        RedisMemory copy = new RedisMemory();
        copy.life = life;
        copy.layoutVersion = layoutVersion;
        copy.wholeFrom = wholeFrom;
        freeSeats.forEach((day, seats) -> copy.freeSeats.put(day, (BitSet) seats.clone()));
        copy.claims.addAll(claims);
        copy.markers.putAll(markers);
        copy.newsLife = newsLife;
        copy.news.putAll(news);
        diary.forEach((patient, times) -> copy.diary.put(patient, new ArrayList<>(times)));
        return copy;
    }

    boolean isWarm(String caller) {
        return life.equals(caller);
    }

    Optional<Availability> availability(String caller, List<LocalDate> days, Instant now) {
        if (!isWarm(caller)) {
            return Optional.empty();
        }
        sweep(now);
        return Optional.of(availability(days));
    }

    private Availability availability(List<LocalDate> days) {
        Map<LocalDate, BitSet> free = new HashMap<>();
        days.forEach(day -> free.put(day, (BitSet) free(day).clone()));
        return new Availability(layoutVersion, free);
    }

    Optional<ClaimAnswer> claim(String caller, Claim claim) {
        Optional<ClaimAnswer> before = answeredBefore(claim.request());
        if (before.isPresent()) {
            return before;
        }
        if (!isWarm(caller) || layoutVersion < claim.layoutVersion()) {
            return Optional.empty();
        }
        if (layoutVersion > claim.layoutVersion()) {
            return Optional.of(new ClaimAnswer.StaleLayout(layoutVersion));
        }
        sweep(claim.now());
        boolean isSure = claim.kind() == Claim.Kind.HOLD || isWhole(claim.now());
        Optional<Refusal> refusal = claim.verdict().or(() -> patientRefusal(claim));
        if (refusal.isPresent()) {
            return Optional.of(refuse(claim.request(), new ClaimAnswer.Refused(refusal.get()), isSure));
        }
        List<Integer> seats = lowestFree(claim);
        if (seats.size() < claim.slots().size()) {
            ClaimAnswer.Taken taken = new ClaimAnswer.Taken(availability(claim.alternativeDays()), millis(claim.now()));
            return Optional.of(refuse(claim.request(), taken, isSure));
        }
        return Optional.of(take(claim, seats));
    }

    private ClaimAnswer take(Claim claim, List<Integer> seats) {
        Instant since = millis(claim.now());
        Instant expiresAt = since.plus(claim.lease());
        seats.forEach(free(claim.day())::clear);
        String key = claim.request().appointmentKey();
        claims.add(new HeldClaim(
                claim.kind(), claim.day(), seats, key, claim.patient(), claim.request(), since, expiresAt));
        ClaimAnswer claimed = new ClaimAnswer.Claimed(seats, expiresAt);
        boolean isHold = claim.kind() == Claim.Kind.HOLD;
        mark(claim.request(), isHold ? claimed : new ClaimAnswer.InFlight(seats, since));
        return claimed;
    }

    Optional<ClaimAnswer> confirm(String caller, HoldConfirm confirm) {
        Optional<ClaimAnswer> before = answeredBefore(confirm.request());
        if (before.isPresent()) {
            return before;
        }
        if (!isWarm(caller)) {
            return Optional.empty();
        }
        boolean isSure = isWhole(confirm.now());
        Optional<HeldClaim> found = find(confirm.hold()).filter(some -> some.isHere(confirm.now()));
        if (found.isEmpty()) {
            return Optional.of(refuse(confirm.request(), refused(Reason.HOLD_EXPIRED), isSure));
        }
        HeldClaim hold = found.get();
        if (!hold.patient().equals(confirm.patient())) {
            return Optional.of(refuse(confirm.request(), refused(Reason.APPOINTMENT_UNKNOWN), isSure));
        }
        return Optional.of(
                hold.isHold() ? turn(hold, confirm) : new ClaimAnswer.InFlight(hold.ordinals(), hold.since()));
    }

    private ClaimAnswer turn(HeldClaim hold, HoldConfirm confirm) {
        Instant since = millis(confirm.now());
        Instant expiresAt = since.plus(confirm.lease());
        claims.remove(hold);
        claims.add(hold.confirmed(confirm.request(), since, expiresAt));
        mark(confirm.request(), new ClaimAnswer.InFlight(hold.ordinals(), since));
        return new ClaimAnswer.Claimed(hold.ordinals(), expiresAt);
    }

    Optional<Optional<HeldClaim>> findHold(String caller, AppointmentId id, Instant now) {
        return isWarm(caller) ? Optional.of(find(id).filter(some -> some.isHere(now))) : Optional.empty();
    }

    Optional<Optional<HeldClaim>> holdOf(String caller, NhsNumber patient, Instant now) {
        return isWarm(caller) ? Optional.of(holdOf(patient, now)) : Optional.empty();
    }

    private Optional<HeldClaim> holdOf(NhsNumber patient, Instant now) {
        return claims.stream()
                .filter(some -> some.isHold() && some.patient().equals(patient) && some.isHere(now))
                .findFirst();
    }

    boolean withdraw(AppointmentId id, Ending ending) {
        Optional<HeldClaim> found = find(id).filter(some -> some.isHold() || ending != Ending.GIVEN_UP);
        found.ifPresent(some -> {
            giveBack(some);
            if (!some.isHold() && ending == Ending.NEVER_RECORDED) {
                markers.remove(some.request().key());
            }
        });
        return found.isPresent();
    }

    /** True if any of it was news. */
    boolean tell(String caller, SeatNews one) {
        if (!newsLife.equals(caller)) {
            newsLife = caller;
            news.clear();
            diary.clear();
        }
        boolean isNews = false;
        for (int ordinal : one.ordinals()) {
            Seat seat = new Seat(one.day(), ordinal);
            Told before = news.get(seat);
            // News of doubt has the version 0, which is something where nothing is known.
            if (before == null || one.version() > before.version()) {
                isNews = true;
                news.put(seat, new Told(one.version(), !one.occupied()));
                change(one, ordinal);
            }
        }
        if (isNews) {
            one.patient().ifPresent(time -> keepDiary(time, one.occupied()));
        }
        return isNews;
    }

    private void change(SeatNews one, int ordinal) {
        Optional<HeldClaim> claim = at(one.day(), ordinal);
        if (!one.occupied()) {
            free(one.day()).set(ordinal, claim.isEmpty());
            return;
        }
        // Whoever has a claim on a part of what is gone cannot get all of it.
        claim.ifPresent(this::giveBack);
        free(one.day()).clear(ordinal);
    }

    private void keepDiary(SeatNews.PatientTime entry, boolean occupied) {
        List<Interval> times = diary.computeIfAbsent(entry.patient(), none -> new ArrayList<>());
        times.remove(entry.time());
        if (occupied) {
            times.add(entry.time());
        }
    }

    /** False if the process is in another life than when the ledger was read, or another filling got there first. */
    boolean fill(String caller, Filling filling) {
        boolean isSameLife = isWarm(caller);
        boolean isFilled = isSameLife && layoutVersion >= filling.truth().layoutVersion() && !filling.isForced();
        if (!filling.life().equals(caller) || isFilled) {
            return false;
        }
        sweep(filling.now());
        freeSeats.clear();
        filling.truth().freeSeats().forEach((day, seats) -> freeSeats.put(day, (BitSet) seats.clone()));
        if (newsLife.equals(caller)) {
            news.forEach((seat, told) -> free(seat.day()).set(seat.ordinal(), told.isFree()));
        }
        if (!isSameLife) {
            // What came back from an earlier memory may have lost its seats since.
            claims.removeIf(some -> !some.ordinals().stream().allMatch(free(some.day())::get));
            wholeFrom = filling.wholeFrom();
        }
        claims.forEach(some -> some.ordinals().forEach(free(some.day())::clear));
        life = caller;
        layoutVersion = filling.truth().layoutVersion();
        return true;
    }

    List<HeldClaim> suspects(Instant now) {
        return claims.stream()
                .filter(some -> !some.isHold() && !now.isBefore(some.expiresAt()))
                .toList();
    }

    List<HeldClaim> claims() {
        return claims;
    }

    private boolean isWhole(Instant now) {
        return !now.isBefore(wholeFrom);
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
        List<Integer> found = new ArrayList<>();
        for (Claim.Places slot : claim.slots()) {
            int seat = free.nextSetBit(slot.firstOrdinal());
            if (seat >= 0 && seat < slot.firstOrdinal() + slot.capacity()) {
                found.add(seat);
            }
        }
        return found;
    }

    private Optional<ClaimAnswer> answeredBefore(Request request) {
        return Optional.ofNullable(markers.get(request.key()))
                .map(marker -> marker.fingerprint() == request.fingerprint()
                        ? marker.answer()
                        : refused(Reason.REQUEST_ID_REUSED));
    }

    private ClaimAnswer refuse(Request request, ClaimAnswer refusal, boolean isSure) {
        if (!isSure) {
            return new ClaimAnswer.Unsure(refusal);
        }
        mark(request, refusal);
        return refusal;
    }

    private void mark(Request request, ClaimAnswer answer) {
        markers.put(request.key(), new Marker(request.fingerprint(), answer));
    }

    private static ClaimAnswer refused(Reason reason) {
        return new ClaimAnswer.Refused(new Refusal.Plain(reason));
    }

    private Optional<HeldClaim> find(AppointmentId id) {
        return at(id.origin().day(), id.origin().ordinal())
                .filter(some -> some.key().equals(id.key()));
    }

    private Optional<HeldClaim> at(LocalDate day, int ordinal) {
        for (HeldClaim some : claims) {
            if (some.day().equals(day) && some.ordinals().contains(ordinal)) {
                return Optional.of(some);
            }
        }
        return Optional.empty();
    }

    private void sweep(Instant now) {
        for (HeldClaim some : List.copyOf(claims)) {
            if (!some.isHere(now)) {
                giveBack(some);
            }
        }
    }

    private void giveBack(HeldClaim some) {
        claims.remove(some);
        some.ordinals().forEach(free(some.day())::set);
    }

    private BitSet free(LocalDate day) {
        return freeSeats.computeIfAbsent(day, none -> new BitSet());
    }

    private static Instant millis(Instant instant) {
        return Instant.ofEpochMilli(instant.toEpochMilli());
    }
}
