package org.slotkeeper.booking;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.slotkeeper.booking.spi.Availability;
import org.slotkeeper.booking.spi.Claim;
import org.slotkeeper.booking.spi.ClaimAnswer;
import org.slotkeeper.booking.spi.HoldConfirm;
import org.slotkeeper.booking.spi.SlotInventory;
import org.slotkeeper.domain.AppointmentId;
import org.slotkeeper.domain.Interval;
import org.slotkeeper.domain.NhsNumber;
import org.slotkeeper.domain.Refusal;
import org.slotkeeper.domain.Refusal.Reason;
import org.slotkeeper.domain.Request;
import org.slotkeeper.domain.SeatNews;
import org.slotkeeper.reconcile.spi.InventoryRefill.Filling;
import org.slotkeeper.reconcile.spi.LedgerMoment;

/** One practice of the {@link InMemorySlotInventory}. */
final class InMemoryPractice {

    private final Map<UUID, Marker> markers = new HashMap<>();
    private int layoutVersion;
    /** In which life of the store the practice was filled; nothing before. */
    private String life = "";
    /** Until then a request may have been answered without a trace. */
    private Instant whole = Instant.MIN;
    /** In which life the news began to be kept; nothing before. */
    private String newsLife = "";
    /** In which the ledger was read for what is here. */
    private LedgerMoment moment = LedgerMoment.NEVER;

    private InMemoryNews news = new InMemoryNews();
    private InMemorySeats seats = new InMemorySeats();

    InMemoryPractice copy() {
        InMemoryPractice copy = new InMemoryPractice();
        copy.markers.putAll(markers);
        copy.layoutVersion = layoutVersion;
        copy.life = life;
        copy.whole = whole;
        copy.newsLife = newsLife;
        copy.moment = moment;
        copy.news = news.copy();
        copy.seats = seats.copy();
        return copy;
    }

    void publish(String storeLife, LocalDate day, BitSet newSeats, int version) {
        begin(storeLife);
        life = storeLife;
        layoutVersion = version;
        seats.free(day).or(newSeats);
    }

    /** From now on news is kept for a filling of this life; what was told in another one is in the ledger that the filling will read. */
    void begin(String storeLife) {
        if (!newsLife.equals(storeLife)) {
            newsLife = storeLife;
            moment = LedgerMoment.NEVER;
            news = new InMemoryNews();
        }
    }

    void fill(String storeLife, Filling filling) {
        boolean isOfThisLife = filling.life().equals(storeLife) && newsLife.equals(storeLife);
        boolean isNewLife = !life.equals(storeLife);
        int version = filling.truth().layoutVersion();
        LedgerMoment read = filling.truth().moment();
        boolean isRepeated = filling.isForced() && version == layoutVersion && !read.isBefore(moment);
        boolean isNeeded = isNewLife || version > layoutVersion || isRepeated;
        if (!isOfThisLife || !isNeeded) {
            return;
        }
        seats.endExpiredHolds(filling.now());
        news.forget(read::knows);
        seats.fill(filling.truth().freeSeats(), news);
        moment = read;
        whole = isNewLife ? filling.wholeFrom() : whole;
        life = storeLife;
        layoutVersion = version;
    }

    boolean isKnown(String storeLife) {
        return life.equals(storeLife);
    }

    private <T> Optional<T> ifKnown(String storeLife, Supplier<T> answer) {
        return isKnown(storeLife) ? Optional.of(answer.get()) : Optional.empty();
    }

    Optional<Availability> availability(String storeLife, List<LocalDate> days, Instant now) {
        return ifKnown(storeLife, () -> availability(days, now));
    }

    private Availability availability(List<LocalDate> days, Instant now) {
        seats.endExpiredHolds(now);
        Map<LocalDate, BitSet> free = new HashMap<>();
        days.forEach(day -> free.put(day, (BitSet) seats.free(day).clone()));
        return new Availability(layoutVersion, free);
    }

    Optional<ClaimAnswer> claim(String storeLife, Claim claim) {
        boolean isKnown = isKnown(storeLife) && claim.layoutVersion() <= layoutVersion;
        return answeredBefore(claim.request()).or(() -> isKnown ? Optional.of(claim(claim)) : Optional.empty());
    }

    private ClaimAnswer claim(Claim claim) {
        if (claim.layoutVersion() != layoutVersion) {
            return new ClaimAnswer.StaleLayout(layoutVersion);
        }
        seats.endExpiredHolds(claim.now());
        Optional<ClaimAnswer> refusal = claim.verdict()
                .<ClaimAnswer>map(ClaimAnswer.Refused::new)
                .or(() -> holdExists(claim))
                .or(() -> patientRefusal(claim).map(ClaimAnswer.Refused::new));
        if (refusal.isPresent()) {
            return refuse(claim, refusal.get());
        }
        List<Integer> lowest = lowestFree(claim);
        if (lowest.size() < claim.slots().size()) {
            Optional<ClaimAnswer> own = takenByOwnHold(claim);
            if (own.isPresent()) {
                return refuse(claim, own.get());
            }
            Availability free = availability(claim.alternativeDays(), claim.now());
            return refuse(claim, new ClaimAnswer.Taken(free, millis(claim.now())));
        }
        return take(claim, lowest);
    }

    private ClaimAnswer refuse(Claim claim, ClaimAnswer refusal) {
        // A hold's request never becomes a booking, so there is no earlier answer to be missed.
        return claim.kind() == Claim.Kind.HOLD
                ? remember(claim.request(), refusal)
                : refuse(claim.request(), claim.now(), refusal);
    }

    private ClaimAnswer refuse(Request request, Instant now, ClaimAnswer refusal) {
        return now.isBefore(whole) ? new ClaimAnswer.Unsure(refusal) : remember(request, refusal);
    }

    private ClaimAnswer take(Claim claim, List<Integer> ordinals) {
        Instant since = millis(claim.now());
        Instant expiresAt = since.plus(claim.lease());
        // A move that keeps all of the seats it is to have claims none.
        if (!ordinals.isEmpty()) {
            seats.take(new Held(
                    claim.kind(),
                    claim.day(),
                    ordinals,
                    claim.request().appointmentKey(),
                    claim.patient(),
                    claim.request(),
                    since,
                    expiresAt));
        }
        ClaimAnswer claimed = new ClaimAnswer.Claimed(ordinals, expiresAt);
        boolean isHold = claim.kind() == Claim.Kind.HOLD;
        ClaimAnswer again = isHold ? claimed : new ClaimAnswer.InFlight(ordinals, since);
        markers.put(claim.request().key(), new Marker(claim.request().fingerprint(), again));
        return claimed;
    }

    Optional<ClaimAnswer> confirm(String storeLife, HoldConfirm confirm) {
        return answeredBefore(confirm.request()).or(() -> ifKnown(storeLife, () -> confirm(confirm)));
    }

    private ClaimAnswer confirm(HoldConfirm confirm) {
        Optional<Held> found = seats.find(confirm.hold()).filter(some -> some.isHere(confirm.now()));
        if (found.isEmpty()) {
            return refuse(confirm.request(), confirm.now(), refused(Reason.HOLD_EXPIRED));
        }
        Held hold = found.get();
        if (!hold.patient().equals(confirm.patient())) {
            return refuse(confirm.request(), confirm.now(), refused(Reason.APPOINTMENT_UNKNOWN));
        }
        if (confirm.request().caller().isBoundToWhatItPlaced() && !hold.isHold()) {
            return new ClaimAnswer.Refused(new Refusal.TooEarly(Duration.ofSeconds(1)));
        }
        if (!hold.isFor(confirm.request().caller())) {
            return refuse(confirm.request(), confirm.now(), refused(Reason.APPOINTMENT_UNKNOWN));
        }
        if (!isAsNamed(hold, confirm.slots())) {
            Refusal other = new Refusal.NotAmendable("Appointment.slot");
            return refuse(confirm.request(), confirm.now(), new ClaimAnswer.Refused(other));
        }
        if (!hold.isHold()) {
            return new ClaimAnswer.InFlight(hold.ordinals(), hold.since());
        }
        return turn(hold, confirm);
    }

    private static boolean isAsNamed(Held hold, List<Claim.Places> named) {
        return named.isEmpty()
                || (named.size() == hold.ordinals().size()
                        && IntStream.range(0, named.size()).allMatch(at -> seatsOf(named.get(at))
                                .anyMatch(hold.ordinals().get(at)::equals)));
    }

    private ClaimAnswer turn(Held hold, HoldConfirm confirm) {
        Instant since = millis(confirm.now());
        Instant expiresAt = since.plus(confirm.lease());
        Held turned = new Held(
                Claim.Kind.CONFIRM,
                hold.day(),
                hold.ordinals(),
                hold.key(),
                hold.patient(),
                confirm.request(),
                since,
                hold.expiresAt().isAfter(expiresAt) ? hold.expiresAt() : expiresAt);
        seats.turn(hold, turned);
        Marker inFlight = new Marker(confirm.request().fingerprint(), new ClaimAnswer.InFlight(hold.ordinals(), since));
        markers.put(confirm.request().key(), inFlight);
        return new ClaimAnswer.Claimed(hold.ordinals(), expiresAt);
    }

    boolean withdraw(AppointmentId id, SlotInventory.Ending ending) {
        Optional<Held> found = seats.find(id).filter(some -> some.isHold() || ending != SlotInventory.Ending.GIVEN_UP);
        found.ifPresent(some -> {
            seats.giveBack(some);
            if (!some.isHold() && ending == SlotInventory.Ending.NEVER_RECORDED) {
                markers.computeIfPresent(some.request().key(), (key, marker) -> marker.isMetAgain() ? marker : null);
            }
        });
        return found.isPresent();
    }

    void tell(SeatNews told) {
        if (moment.knows(told) || told.ordinals().isEmpty()) {
            // The reading that knew of it left the claim, so that its seats were free.
            endedClaimOf(told).stream()
                    .filter(ordinal -> !news.isOccupied(told.day(), ordinal))
                    .forEach(ordinal -> seats.setFree(told.day(), ordinal));
            told.patient().filter(time -> !told.occupied()).ifPresent(time -> news.keepDiary(time, false));
            return;
        }
        BitSet ofItsClaim = endedClaimOf(told);
        boolean isNews = false;
        for (int ordinal : told.ordinals()) {
            if (news.note(told, ordinal)) {
                isNews = true;
                tell(told, ordinal);
            } else if (ofItsClaim.get(ordinal) && news.isFree(told.day(), ordinal)) {
                seats.setFree(told.day(), ordinal);
            }
        }
        if (isNews) {
            told.patient().ifPresent(time -> news.keepDiary(time, told.occupied()));
        }
    }

    /** Ends the claim that led to the news, and says which seats it had. */
    private BitSet endedClaimOf(SeatNews told) {
        return told.isDoubt() ? new BitSet() : seats.endConfirms(told.day(), told.ordinals(), told.claimKey());
    }

    private void tell(SeatNews told, int ordinal) {
        if (told.occupied()) {
            seats.occupy(told.day(), ordinal);
        } else {
            seats.setFree(told.day(), ordinal);
        }
    }

    private Optional<ClaimAnswer> holdExists(Claim claim) {
        return seats.holdOf(claim.patient(), claim.now())
                .filter(hold -> claim.kind() == Claim.Kind.HOLD)
                .map(hold -> hold.isFor(claim.request().caller())
                        ? new ClaimAnswer.OwnHold(Reason.HOLD_EXISTS, hold.seen(claim.practice()))
                        : refused(Reason.HOLD_EXISTS));
    }

    /** The first slot without a free seat is the reason. */
    private Optional<ClaimAnswer> takenByOwnHold(Claim claim) {
        BitSet free = seats.free(claim.day());
        Optional<Claim.Places> taken = claim.slots().stream()
                .filter(slot -> seatsOf(slot).filter(free::get).count() <= slot.retired())
                .findFirst();
        return seats.holdOf(claim.patient(), claim.now())
                .filter(hold ->
                        hold.isFor(claim.request().caller()) && hold.day().equals(claim.day()))
                .filter(hold -> seatsOf(taken.orElseThrow()).anyMatch(hold.ordinals()::contains))
                .map(hold -> new ClaimAnswer.OwnHold(Reason.SLOT_TAKEN, hold.seen(claim.practice())));
    }

    private Optional<Refusal> patientRefusal(Claim claim) {
        List<Interval> times = news.timesOf(claim.patient());
        times.removeIf(time -> !time.end().isAfter(claim.now()));
        claim.replaces().ifPresent(times::remove);
        if (times.stream().filter(time -> time.start().isAfter(claim.now())).count()
                >= claim.appointmentsPerPatientMax()) {
            return Optional.of(new Refusal.PatientLimit(claim.appointmentsPerPatientMax()));
        }
        return times.stream().anyMatch(claim.time()::overlaps)
                ? Optional.of(new Refusal.Plain(Reason.PATIENT_OVERLAP))
                : Optional.empty();
    }

    private List<Integer> lowestFree(Claim claim) {
        BitSet free = seats.free(claim.day());
        return claim.slots().stream()
                .filter(slot -> seatsOf(slot).filter(free::get).count() > slot.retired())
                .flatMap(slot -> seatsOf(slot).filter(free::get).boxed().limit(1))
                .toList();
    }

    private static IntStream seatsOf(Claim.Places slot) {
        return IntStream.range(slot.firstOrdinal(), slot.firstOrdinal() + slot.capacity());
    }

    private Optional<ClaimAnswer> answeredBefore(Request request) {
        Marker marker = markers.get(request.key());
        if (marker == null) {
            return Optional.empty();
        }
        boolean isSame = marker.fingerprint() == request.fingerprint();
        markers.put(request.key(), new Marker(marker.fingerprint(), marker.answer(), true));
        return Optional.of(isSame ? marker.answer() : refused(Reason.REQUEST_ID_REUSED));
    }

    private ClaimAnswer remember(Request request, ClaimAnswer answer) {
        markers.put(request.key(), new Marker(request.fingerprint(), answer));
        return answer;
    }

    private static ClaimAnswer refused(Reason reason) {
        return new ClaimAnswer.Refused(new Refusal.Plain(reason));
    }

    Optional<Optional<Held>> findHold(String storeLife, AppointmentId id, Instant now) {
        return ifKnown(storeLife, () -> seats.find(id).filter(some -> some.isHere(now)));
    }

    Optional<Optional<Held>> holdOf(String storeLife, NhsNumber patient, Instant now) {
        return ifKnown(storeLife, () -> seats.holdOf(patient, now));
    }

    List<Held> suspects(Instant now) {
        return seats.suspects(now);
    }

    private static Instant millis(Instant instant) {
        return Instant.ofEpochMilli(instant.toEpochMilli());
    }

    /** What a request was answered, with the content it was asked with. */
    private record Marker(long fingerprint, ClaimAnswer answer, boolean isMetAgain) {
        Marker(long fingerprint, ClaimAnswer answer) {
            this(fingerprint, answer, false);
        }
    }
}
