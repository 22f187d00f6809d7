package org.slotkeeper.booking;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.slotkeeper.booking.InMemorySeats.Seat;
import org.slotkeeper.booking.spi.Availability;
import org.slotkeeper.booking.spi.Claim;
import org.slotkeeper.booking.spi.ClaimAnswer;
import org.slotkeeper.booking.spi.HeldSeats.CallerMark;
import org.slotkeeper.booking.spi.HoldConfirm;
import org.slotkeeper.booking.spi.SeatMark;
import org.slotkeeper.booking.spi.SlotInventory;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.appointment.Refusal.Reason;
import org.slotkeeper.domain.appointment.Request;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.reconcile.spi.InventoryRefill.Filling;

/** One practice of the {@link InMemorySlotInventory}. */
final class InMemoryPractice {

    private final Map<UUID, Marker> markers = new HashMap<>();
    private final Map<UUID, GivenUp> givenUp = new HashMap<>();
    private int layoutVersion;
    /** In which life of the store the practice was filled; nothing before. */
    private String life = "";
    /** Until then a request may have been answered without a trace. */
    private Instant whole = Instant.MIN;
    /** In which life a filling was begun; nothing before. */
    private String memory = "";
    /** How many leases have ended by the ledger's word. */
    private int ends;

    private long texts;
    /** Whether what is asked just now is tried anew. */
    private boolean isAgain;

    private InMemorySeats seats = new InMemorySeats();
    private InMemoryRetiring retiring = new InMemoryRetiring();

    InMemoryPractice copy() {
        InMemoryPractice copy = new InMemoryPractice();
        copy.markers.putAll(markers);
        copy.givenUp.putAll(givenUp);
        copy.layoutVersion = layoutVersion;
        copy.life = life;
        copy.whole = whole;
        copy.memory = memory;
        copy.ends = ends;
        copy.texts = texts;
        copy.seats = seats.copy();
        copy.retiring = retiring.copy();
        return copy;
    }

    void publish(String storeLife, LocalDate day, BitSet newSeats, int version) {
        memory = storeLife;
        life = storeLife;
        layoutVersion = version;
        seats.free(day).or(newSeats);
    }

    /** Names the memory in which a filling is begun, and what has ended in it. */
    String begin(String storeLife) {
        memory = storeLife;
        return storeLife + " " + ends;
    }

    /** Whether what was read of the ledger counts, or need not. */
    boolean fill(String storeLife, Filling filling) {
        int space = filling.life().lastIndexOf(' ');
        boolean isOfThisLife = filling.life().substring(0, space).equals(storeLife) && memory.equals(storeLife);
        boolean isNewLife = !life.equals(storeLife);
        int version = filling.truth().layoutVersion();
        boolean isNeeded = isNewLife || version > layoutVersion || (filling.isForced() && version == layoutVersion);
        if (!isOfThisLife || !isNeeded) {
            return true;
        }
        if (Integer.parseInt(filling.life().substring(space + 1)) != ends) {
            return false;
        }
        seats.endExpiredHolds(filling.now());
        seats.fill(filling.truth().freeSeats(), !isNewLife);
        whole = isNewLife ? filling.wholeFrom() : whole;
        life = storeLife;
        layoutVersion = version;
        return true;
    }

    /** Takes those of some seats that are free, for the practice itself; nothing where the practice is not known. */
    Optional<BitSet> block(String storeLife, LocalDate day, BitSet wanted, String key, Instant now, Instant expiresAt) {
        if (layoutVersion < 0 || !isKnown(storeLife)) {
            return Optional.empty();
        }
        seats.endExpiredHolds(now);
        BitSet blocked = (BitSet) wanted.clone();
        blocked.and(seats.free(day));
        blocked.stream()
                .mapToObj(ordinal -> Held.block(day, ordinal, key, millis(now), millis(expiresAt)))
                .forEach(seats::put);
        return Optional.of(blocked);
    }

    /** Gives back those of the seats that are still blocked under this key. */
    void unblock(LocalDate day, BitSet blocked, String key) {
        blocked.stream()
                .mapToObj(ordinal -> new Seat(day, ordinal))
                .filter(seat ->
                        seats.at(seat).filter(some -> some.key().equals(key)).isPresent())
                .forEach(seat -> seats.end(seat, true));
    }

    void retire(int version, Map<LocalDate, Map<Integer, Integer>> places, Instant ends) {
        retiring.note(layoutVersion, version, places, ends);
    }

    /** Makes new seats free if the version before this one is known; otherwise the practice is to be filled. */
    void open(String storeLife, int version, Map<LocalDate, BitSet> newSeats) {
        if (!isKnown(storeLife) || layoutVersion >= version) {
            return;
        }
        if (layoutVersion != version - 1) {
            layoutVersion = -1;
            return;
        }
        newSeats.forEach((day, free) -> seats.free(day).or(free));
        layoutVersion = version;
        retiring.opened(version);
    }

    BitSet held(LocalDate day, Instant now) {
        BitSet held = new BitSet();
        seats.forEach((seat, some) -> {
            if (seat.day().equals(day) && some.isHold() && some.isHere(now)) {
                held.set(seat.ordinal());
            }
        });
        return held;
    }

    boolean isKnown(String storeLife) {
        return life.equals(storeLife);
    }

    private <T> Optional<T> ifKnown(String storeLife, Supplier<T> answer) {
        return isKnown(storeLife) ? Optional.of(answer.get()) : Optional.empty();
    }

    Optional<Availability> availability(String storeLife, List<LocalDate> days, Instant now) {
        return layoutVersion < 0 ? Optional.empty() : ifKnown(storeLife, () -> availability(days, now));
    }

    private Availability availability(List<LocalDate> days, Instant now) {
        seats.endExpiredHolds(now);
        Map<LocalDate, BitSet> free = new HashMap<>();
        days.forEach(day -> free.put(day, (BitSet) seats.free(day).clone()));
        return new Availability(layoutVersion, free);
    }

    Optional<ClaimAnswer> claim(String storeLife, Claim claim, Optional<ClaimAnswer.Met> again) {
        isAgain = again.isPresent();
        boolean isKnown = isKnown(storeLife) && claim.layoutVersion() <= layoutVersion;
        return answeredBefore(claim.request(), again, claim.alternativeDays())
                .or(() -> isKnown ? Optional.of(claim(claim)) : Optional.empty());
    }

    private ClaimAnswer claim(Claim claim) {
        if (claim.layoutVersion() != layoutVersion) {
            return new ClaimAnswer.StaleLayout(layoutVersion);
        }
        seats.endExpiredHolds(claim.now());
        Optional<ClaimAnswer.Denied> refusal = claim.verdict()
                .<ClaimAnswer.Denied>map(ClaimAnswer.Refused::new)
                .or(() -> holdExists(claim));
        if (refusal.isPresent()) {
            return refuse(claim, refusal.get());
        }
        Optional<ClaimAnswer.Denied> own = takenByOwnHold(claim);
        if (own.isPresent()) {
            return refuse(claim, own.get());
        }
        List<Integer> lowest = lowestFree(claim);
        if (lowest.size() < claim.slots().size()) {
            Availability free = availability(claim.alternativeDays(), claim.now());
            return refuse(claim, new ClaimAnswer.Taken(free, millis(claim.now())));
        }
        return take(claim, lowest);
    }

    private ClaimAnswer refuse(Claim claim, ClaimAnswer.Denied refusal) {
        // A hold's request never becomes a booking, so there is no earlier answer to be missed.
        return claim.kind() == Claim.Kind.HOLD
                ? remember(claim.request(), refusal)
                : refuse(claim.request(), claim.now(), refusal);
    }

    /** What is tried anew may come to the ledger yet by its first try. */
    private ClaimAnswer refuse(Request request, Instant now, ClaimAnswer.Denied refusal) {
        return now.isBefore(whole) || isAgain ? new ClaimAnswer.Unsure(refusal) : remember(request, refusal);
    }

    private ClaimAnswer take(Claim claim, List<Integer> ordinals) {
        Instant since = millis(claim.now());
        Instant expiresAt = since.plus(claim.lease());
        // A move that keeps all of the seats it is to have claims none.
        if (!ordinals.isEmpty()) {
            seats.put(new Held(
                    claim.kind(),
                    claim.day(),
                    ordinals,
                    claim.key(),
                    Optional.of(claim.patient()),
                    Optional.of(claim.request()),
                    Optional.of(Held.markOf(claim.request().caller())),
                    since,
                    expiresAt,
                    false,
                    0));
        }
        ClaimAnswer claimed = new ClaimAnswer.Claimed(ordinals, expiresAt);
        boolean isHold = claim.kind() == Claim.Kind.HOLD;
        ClaimAnswer again = isHold ? claimed : met(since, ordinals);
        markers.put(claim.request().key(), new Marker(claim.request().fingerprint(), again, !isAgain));
        return claimed;
    }

    private static ClaimAnswer met(Instant since, List<Integer> ordinals) {
        return new ClaimAnswer.Met(since + " " + ordinals);
    }

    Optional<ClaimAnswer> confirm(String storeLife, HoldConfirm confirm, Optional<ClaimAnswer.Met> again) {
        isAgain = again.isPresent();
        return answeredBefore(confirm.attempt().request(), again, List.of())
                .or(() -> ifKnown(storeLife, () -> confirm(confirm)));
    }

    private ClaimAnswer confirm(HoldConfirm confirm) {
        Optional<Held> found = seats.find(confirm.hold())
                .filter(some -> some.isHere(confirm.attempt().now()));
        if (found.isEmpty()) {
            return refuse(confirm.attempt().request(), confirm.attempt().now(), refused(Reason.HOLD_EXPIRED));
        }
        Held hold = found.get();
        if (!hold.isOf(confirm.attempt().patient())) {
            return refuse(confirm.attempt().request(), confirm.attempt().now(), refused(Reason.APPOINTMENT_UNKNOWN));
        }
        if (confirm.attempt().request().caller().isBoundToWhatItPlaced() && !hold.isHold()) {
            return new ClaimAnswer.Refused(new Refusal.TooEarly(Duration.ofSeconds(1)));
        }
        if (!hold.isFor(confirm.attempt().request().caller())) {
            return refuse(confirm.attempt().request(), confirm.attempt().now(), refused(Reason.APPOINTMENT_UNKNOWN));
        }
        if (!isAsNamed(hold, confirm.slots())) {
            Refusal other = new Refusal.NotAmendable("Appointment.slot");
            return refuse(confirm.attempt().request(), confirm.attempt().now(), new ClaimAnswer.Refused(other));
        }
        if (!hold.isHold()) {
            return new ClaimAnswer.Running();
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
        Instant since = millis(confirm.attempt().now());
        Instant expiresAt = since.plus(confirm.lease());
        Held turned = new Held(
                Claim.Kind.CONFIRM,
                hold.day(),
                hold.ordinals(),
                hold.key(),
                hold.patient(),
                Optional.of(confirm.attempt().request()),
                hold.placer(),
                since,
                hold.expiresAt().isAfter(expiresAt) ? hold.expiresAt() : expiresAt,
                false,
                0);
        seats.put(turned);
        markers.put(
                confirm.attempt().request().key(),
                new Marker(confirm.attempt().request().fingerprint(), met(since, hold.ordinals()), !isAgain));
        return new ClaimAnswer.Claimed(hold.ordinals(), expiresAt, hold.placer());
    }

    boolean withdraw(AppointmentId id, SlotInventory.Ending ending, Optional<Instant> since) {
        Optional<Held> found = seats.find(id)
                .filter(some ->
                        since.map(made -> some.since().equals(millis(made))).orElse(true));
        found.ifPresent(some -> {
            if (some.isTouched()) {
                // Its lease has ended, and is settled by the ledger's word.
                seats.replace(some, some.ended());
                return;
            }
            seats.giveBack(some);
            if (!some.isHold() && ending == SlotInventory.Ending.NEVER_RECORDED) {
                forgetRequestOf(some);
            }
        });
        return found.isPresent();
    }

    SlotInventory.GivingUp giveUp(AppointmentId id, Request request) {
        if (Optional.ofNullable(givenUp.get(request.key()))
                .filter(before -> before.fingerprint() != request.fingerprint())
                .isPresent()) {
            return SlotInventory.GivingUp.REUSED;
        }
        Optional<Held> found = seats.find(id).filter(Held::isHold);
        found.ifPresent(hold -> {
            seats.giveBack(hold);
            givenUp.put(request.key(), new GivenUp(request.fingerprint(), id.key(), hold));
        });
        return found.isPresent() ? SlotInventory.GivingUp.DONE : SlotInventory.GivingUp.NOTHING;
    }

    Optional<Held> givenUp(AppointmentId id, Request request) {
        return Optional.ofNullable(givenUp.get(request.key()))
                .filter(before -> before.fingerprint() == request.fingerprint())
                .filter(before -> before.key().equals(id.key()))
                .map(GivenUp::hold);
    }

    /** As if it had never been met. Another try may have claimed anew since this one, and an earlier one may come to the ledger yet. */
    private void forgetRequestOf(Held claim) {
        ClaimAnswer own = met(claim.since(), claim.ordinals());
        claim.request()
                .ifPresent(request -> markers.remove(request.key(), new Marker(request.fingerprint(), own, true)));
    }

    boolean holdAgain(AppointmentId id, CallerMark placer, Instant since) {
        Optional<Held> found =
                seats.find(id).filter(some -> !some.isHold() && some.since().equals(millis(since)));
        found.ifPresent(some -> {
            forgetRequestOf(some);
            seats.replace(some, some.heldBy(placer));
        });
        return found.isPresent();
    }

    /** Marks those of the seats that nobody else has claimed; nothing where the practice is not known. */
    Map<Integer, Long> mark(String storeLife, SeatMark wanted, Instant expiresAt, Instant now) {
        Map<Integer, Long> marked = new TreeMap<>();
        if (!isKnown(storeLife)) {
            return marked;
        }
        for (int ordinal : wanted.ordinals()) {
            Optional<Held> lease = seats.at(new Seat(wanted.day(), ordinal));
            boolean isOver =
                    lease.map(some -> some.isMark() || isOwn(some, wanted)).orElse(true);
            if (isOver) {
                marked.put(
                        ordinal,
                        mark(wanted.day(), ordinal, wanted.key(), now, expiresAt)
                                .text());
            }
        }
        return marked;
    }

    /** The claim by which the appointment came to its seats: one that was made later is on its way. */
    private static boolean isOwn(Held lease, SeatMark wanted) {
        return !lease.isHold()
                && lease.key().equals(wanted.key())
                && !lease.since().isAfter(millis(wanted.changedAt()));
    }

    private Held mark(LocalDate day, int ordinal, String key, Instant now, Instant expiresAt) {
        Held mark = Held.mark(day, ordinal, key, millis(now), millis(expiresAt), ++texts);
        seats.put(mark);
        return mark;
    }

    /** @return the leases that the ledger is to be asked about */
    List<Held> release(String storeLife, SeatMark wanted, Map<Integer, Long> marked, boolean isFreed, Instant now) {
        ends++;
        List<Held> toAsk = new ArrayList<>();
        if (!isKnown(storeLife)) {
            return toAsk;
        }
        for (int ordinal : wanted.ordinals()) {
            Seat seat = new Seat(wanted.day(), ordinal);
            Optional<Held> lease = seats.at(seat);
            boolean isMine = lease.map(some -> some.isMark()
                            && some.key().equals(wanted.key())
                            && some.text() == marked.getOrDefault(ordinal, 0L))
                    .orElse(false);
            boolean isOver = lease.map(some -> some.isMark()
                            ? some.hasEnded(millis(now))
                                    || !some.expiresAt().isAfter(some.since())
                                    || (marked.isEmpty() && some.key().equals(wanted.key()))
                            : isOwn(some, wanted))
                    .orElse(!seats.free(wanted.day()).get(ordinal));
            if (isFreed && isMine) {
                seats.end(seat, true);
            } else if (!lease.map(Held::isHold).orElse(false)) {
                if (isMine || isOver) {
                    toAsk.add(mark(wanted.day(), ordinal, wanted.key(), now, now));
                } else {
                    lease.ifPresent(some -> seats.replace(some, some.touched()));
                }
            }
        }
        return toAsk;
    }

    void arrived(AppointmentId claim, Instant since) {
        Optional<Held> found = seats.find(claim)
                .filter(some -> !some.isHold() && !some.isMark() && !some.isTouched())
                .filter(some -> some.since().equals(millis(since)));
        found.ifPresent(some -> {
            for (int ordinal : some.ordinals()) {
                Seat seat = new Seat(some.day(), ordinal);
                if (seats.at(seat).equals(found)) {
                    seats.end(seat, false);
                }
            }
            ends++;
        });
    }

    Map<Seat, Held> ended(Instant now) {
        Map<Seat, Held> ended = new TreeMap<>();
        seats.ended(now).forEach(seat -> ended.put(seat, seats.at(seat).orElseThrow()));
        return ended;
    }

    int settle(Seat seat, String content, boolean isOwned) {
        boolean isAsSeen =
                seats.at(seat).map(Held::toString).filter(content::equals).isPresent();
        if (!isAsSeen) {
            return 0;
        }
        seats.end(seat, !isOwned);
        ends++;
        return 1;
    }

    private Optional<ClaimAnswer.Denied> holdExists(Claim claim) {
        return seats.holdOf(claim.patient(), claim.now())
                .filter(hold -> claim.kind() == Claim.Kind.HOLD)
                .map(hold -> hold.isFor(claim.request().caller())
                        ? new ClaimAnswer.OwnHold(Reason.HOLD_EXISTS, hold.seen(claim.practice()))
                        : refused(Reason.HOLD_EXISTS));
    }

    /** The first slot that is taken, or of which the patient holds a place, is the reason. */
    private Optional<ClaimAnswer.Denied> takenByOwnHold(Claim claim) {
        BitSet free = seats.free(claim.day());
        Optional<Held> own = seats.holdOf(claim.patient(), claim.now())
                .filter(hold ->
                        hold.isFor(claim.request().caller()) && hold.day().equals(claim.day()));
        return claim.slots().stream()
                .filter(slot -> seatsOf(slot).filter(free::get).count() <= retiredOf(slot, claim) || isIn(slot, own))
                .findFirst()
                .filter(slot -> isIn(slot, own))
                .flatMap(slot -> own)
                .map(hold -> new ClaimAnswer.OwnHold(Reason.SLOT_TAKEN, hold.seen(claim.practice())));
    }

    private static boolean isIn(Claim.Places slot, Optional<Held> own) {
        return own.map(hold -> seatsOf(slot).anyMatch(hold.ordinals()::contains))
                .orElse(false);
    }

    private List<Integer> lowestFree(Claim claim) {
        BitSet free = seats.free(claim.day());
        return claim.slots().stream()
                .filter(slot -> seatsOf(slot).filter(free::get).count() > retiredOf(slot, claim))
                .flatMap(slot -> seatsOf(slot).filter(free::get).boxed().limit(1))
                .toList();
    }

    private int retiredOf(Claim.Places slot, Claim claim) {
        return retiring.of(
                new Seat(claim.day(), slot.firstOrdinal()), slot.retired(), claim.layoutVersion(), claim.now());
    }

    private static IntStream seatsOf(Claim.Places slot) {
        return IntStream.range(slot.firstOrdinal(), slot.firstOrdinal() + slot.capacity());
    }

    private Optional<ClaimAnswer> answeredBefore(
            Request request, Optional<ClaimAnswer.Met> again, List<LocalDate> alternativeDays) {
        Marker marker = markers.get(request.key());
        if (marker == null) {
            return Optional.empty();
        }
        if (marker.fingerprint() != request.fingerprint()) {
            return Optional.of(refused(Reason.REQUEST_ID_REUSED));
        }
        if (marker.answer() instanceof ClaimAnswer.Met met) {
            return hasClaimOf(request)
                    ? Optional.of(new ClaimAnswer.Running())
                    : Optional.<ClaimAnswer>of(met).filter(some -> !again.equals(Optional.of(met)));
        }
        if (marker.answer() instanceof ClaimAnswer.Taken taken) {
            Map<LocalDate, BitSet> free = new HashMap<>();
            alternativeDays.forEach(
                    day -> free.put(day, (BitSet) seats.free(day).clone()));
            return Optional.of(new ClaimAnswer.Taken(new Availability(layoutVersion, free), taken.asOf()));
        }
        return Optional.of(marker.answer());
    }

    /** Looked for at its first seat: where that has been given up, the ledger knows more of the request. */
    private boolean hasClaimOf(Request request) {
        boolean[] has = {false};
        seats.forEach((seat, some) -> has[0] |= !some.isHold()
                && seat.ordinal() == some.ordinals().get(0)
                && some.request().map(by -> by.key().equals(request.key())).orElse(false));
        return has[0];
    }

    private ClaimAnswer remember(Request request, ClaimAnswer answer) {
        markers.put(request.key(), new Marker(request.fingerprint(), answer, !isAgain));
        return answer;
    }

    private static ClaimAnswer.Denied refused(Reason reason) {
        return new ClaimAnswer.Refused(new Refusal.Plain(reason));
    }

    Optional<Optional<Held>> findHold(String storeLife, AppointmentId id, Instant now) {
        return ifKnown(storeLife, () -> seats.find(id).filter(some -> some.isHere(now)));
    }

    Optional<Optional<Held>> holdOf(String storeLife, NhsNumber patient, Instant now) {
        return ifKnown(storeLife, () -> seats.holdOf(patient, now));
    }

    private static Instant millis(Instant instant) {
        return Instant.ofEpochMilli(instant.toEpochMilli());
    }

    /**
     * What a request was answered, with the content it was asked with.
     *
     * @param isOfFirstTry whether no earlier try may come to the ledger yet
     */
    private record Marker(long fingerprint, ClaimAnswer answer, boolean isOfFirstTry) {}

    private record GivenUp(long fingerprint, String key, Held hold) {}
}
