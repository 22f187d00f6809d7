package org.slotkeeper.simulation;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.slotkeeper.booking.InMemoryLedger;
import org.slotkeeper.booking.spi.Change;
import org.slotkeeper.booking.spi.Claim;
import org.slotkeeper.booking.spi.LedgerAnswer;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.appointment.Request;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.schedule.PracticeBook;
import org.slotkeeper.domain.schedule.SeatId;
import org.slotkeeper.domain.schedule.Slot;
import org.slotkeeper.domain.schedule.SlotId;
import org.slotkeeper.simulation.Errand.Asked;

/** Knows what every request brought about and what its patient was told, and that the two go together. It hears of each of the ledger's writes in the moment it happens. */
final class Auditor {

    private final World world;
    private final HouseRules rules;
    private Supplier<PracticeBook> book;
    private Optional<Editions> editions = Optional.empty();
    private final Map<UUID, String> effects = new HashMap<>();
    private final Map<UUID, Appointment> acknowledged = new HashMap<>();
    private final Answers answers;
    private final Shapes shapes;
    private final Set<UUID> refusedByLedger = new HashSet<>();
    private final Map<AppointmentId, Instant> holdsEnd = new HashMap<>();
    private final Set<String> placed = new HashSet<>();
    private final Set<UUID> forged = new HashSet<>();
    private final Set<AppointmentId> contested = new HashSet<>();
    private final Set<AppointmentId> withdrawn = new HashSet<>();

    Auditor(World world, Surgery surgery) {
        this.world = world;
        this.book = surgery::book;
        this.rules = new HouseRules(surgery, () -> book.get());
        this.answers = new Answers(world);
        this.shapes = new Shapes(world, rules::slot);
    }

    /** From now on what these sessions say is published. */
    void goBy(SessionsSite sessions, InMemoryLedger ledger) {
        book = sessions::book;
        editions = world.options().hasEdits() ? Optional.of(new Editions(world, sessions, ledger)) : Optional.empty();
    }

    /** The ledger has answered a write: if it is {@link LedgerAnswer.Recorded}, it was committed just now. */
    void written(String operation, Request request, LedgerAnswer answer, InMemoryLedger ledger) {
        UUID id = request.requestId();
        if (answer instanceof LedgerAnswer.Recorded) {
            String before = effects.putIfAbsent(id, operation);
            world.require(before == null, "S3", () -> "one request has had two effects: " + before + ", " + operation);
            Optional<Refusal> refusal = answers.refusalOf(id);
            world.require(refusal.isEmpty(), "S4", () -> operation + " was committed after its refusal: " + refusal);
            checkState(ledger.appointments());
        }
        boolean isRefusing = operation.startsWith("refuse");
        if (answer instanceof LedgerAnswer.Refused) {
            if (isRefusing) {
                refusedByLedger.add(id);
                world.met(Sometimes.UNSURE_WAS_REFUSED);
            } else if (refusedByLedger.contains(id)) {
                world.met(Sometimes.STORED_REFUSAL_STOPPED_LATE_COMMIT);
            }
        }
        if (answer instanceof LedgerAnswer.Replayed) {
            world.met(isRefusing ? Sometimes.UNSURE_WAS_BOOKED : Sometimes.REPLAY_SERVED);
        }
    }

    /**
     * The ledger has committed a change. By which clock the rules are asked is the engine's own; what it has handed over in time may arrive later.
     *
     * @param sent when the engine handed it to the ledger, by its clock
     * @param arrived when it was committed, by the same clock
     */
    void committed(Change change, Instant sent, Instant arrived, InMemoryLedger ledger) {
        served(change.request(), "a commit");
        editions.ifPresent(all -> all.committed(change));
        shapes.committed(change, ledger);
        Optional<String> forbidden = rules.forbidding(change, sent);
        world.require(
                forbidden.isEmpty(), "S5", () -> change.request().caller().key() + " at " + sent + ": " + forbidden);
        if (rules.forbidding(change, arrived).isPresent()) {
            world.met(Sometimes.ARRIVED_AFTER_IT_CLOSED);
        }
        boolean unused =
                change.match(book -> booked(book, ledger), cancel -> true, amend -> true, move -> true, refuse -> true);
    }

    private boolean booked(Change.Book book, InMemoryLedger ledger) {
        checkLimit(ledger.appointments(), book.patient(), book.now());
        answers.booked(book.request().requestId(), book.allocation().slots());
        checkWithdrawn(!withdrawn.contains(book.id()), () -> "booked after it was told to be withdrawn: " + book.id());
        if (contested.contains(book.id())) {
            world.met(Sometimes.CONFIRMED_BEFORE_ITS_WITHDRAWAL);
        }
        if (world.agenda().instant().isAfter(holdsEnd.getOrDefault(book.id(), Instant.MAX))) {
            world.met(Sometimes.HOLD_EXPIRED_IN_MID_CONFIRM);
        }
        book.allocation().slots().forEach(slot -> hoursMet(slot, book.request().caller()));
        return true;
    }

    private void hoursMet(SlotId id, Caller caller) {
        Slot slot = rules.slot(id);
        if (caller.isPractice()) {
            world.met(Sometimes.BOOKED_BY_THE_PRACTICE);
        } else if (slot.releasedAt().isAfter(Surgery.START)) {
            world.met(Sometimes.BOOKED_SINCE_ITS_RELEASE);
        } else if (slot.time().start().isBefore(Surgery.START.plusSeconds(60))) {
            world.met(Sometimes.BOOKED_SHORTLY_BEFORE);
        }
    }

    /** The inventory has given seats. */
    void claimed(Claim claim) {
        served(claim.request(), "a claim");
        // A hold that is asked for again is told again.
        boolean isNew = claim.kind() == Claim.Kind.CONFIRM || placed.add(claim.key());
        if (isNew) {
            editions.ifPresent(all -> all.claimed(claim));
        }
        if (isNew && claim.kind() == Claim.Kind.HOLD) {
            checkHold(claim);
        }
    }

    private void checkHold(Claim claim) {
        List<SlotId> slots = claim.slots().stream()
                .map(places -> new SlotId(claim.practice(), claim.day(), places.firstOrdinal()))
                .toList();
        Optional<String> forbidden = rules.taking(slots, claim.request().caller(), claim.now());
        world.require(forbidden.isEmpty(), "S5", () -> "held at " + claim.now() + ": " + forbidden);
    }

    boolean hasEffect(UUID request) {
        return effects.containsKey(request);
    }

    void held(AppointmentId hold, Instant expiresAt) {
        holdsEnd.put(hold, expiresAt);
    }

    void forged(UUID request) {
        forged.add(request);
    }

    /** A store has done something for this request. */
    void served(Request request, String what) {
        world.require(
                !forged.contains(request.requestId()),
                "S8",
                () -> what + " came of an id that the caller was never given");
    }

    /** An inventory that has gone back to an older copy may take for a hold what is on its way to the ledger. */
    private void checkWithdrawn(boolean holds, Supplier<String> otherwise) {
        world.require(holds || world.hasMemoryBeenLost(), "S6", otherwise);
        if (!holds) {
            world.met(Sometimes.WITHDRAWN_FROM_AN_OLDER_COPY);
        }
    }

    void contested(AppointmentId hold) {
        contested.add(hold);
    }

    /** An engine has answered that this hold is withdrawn: from now on nothing may stand under its id. */
    void withdrawn(AppointmentId hold, InMemoryLedger ledger) {
        boolean stands = ledger.appointments().stream()
                .anyMatch(one -> one.id().equals(hold) && one.state().occupies());
        checkWithdrawn(!stands, () -> "told to be withdrawn, and booked: " + hold);
        withdrawn.add(hold);
        if (contested.contains(hold)) {
            world.met(Sometimes.WITHDRAWN_BEFORE_ITS_CONFIRM);
        }
    }

    /** An engine has answered with success, whether or not anybody hears it. */
    void acknowledged(Asked asked, Appointment told, InMemoryLedger ledger) {
        UUID request = asked.request();
        world.require(!forged.contains(request), "S8", () -> asked + " was told of " + told.id());
        world.require(
                asked.named().isEmpty() || asked.named().equals(told.slots()),
                "S7",
                () -> asked + " was told to have " + told.slots());
        world.require(hasEffect(request), "S2", () -> "acknowledged, and nothing was committed: " + told.id());
        Appointment before = acknowledged.putIfAbsent(request, told);
        world.require(
                before == null || before.equals(told),
                "I6",
                () -> "told twice and differently: " + before + " and " + told);
        boolean isThere = ledger.appointments().stream()
                .anyMatch(one -> one.id().equals(told.id()) && one.version() >= told.version());
        world.require(isThere, "S2", () -> "acknowledged, and not in the ledger: " + told.id());
    }

    /** A patient has heard a refusal that is for good. */
    void refused(Asked asked, Refusal refusal) {
        answers.refused(asked, refusal, Optional.ofNullable(effects.get(asked.request())));
    }

    void asks(Asked asked) {
        answers.asks(asked);
    }

    void heard(Asked asked, String answer) {
        answers.heard(asked, answer);
    }

    /** What must hold of the ledger at every instant. */
    static void checkState(List<Appointment> appointments) {
        Map<SeatId, AppointmentId> owners = new HashMap<>();
        for (Appointment one : appointments) {
            if (one.state().occupies()) {
                for (SeatId seat : one.seats()) {
                    AppointmentId other = owners.putIfAbsent(seat, one.id());
                    require(other == null, "S1", () -> seat + " has two owners: " + other + " and " + one.id());
                }
                checkOverlap(one, appointments);
            }
        }
    }

    /** What has begun does not count, by the clock of the engine that has booked. */
    static void checkLimit(List<Appointment> appointments, NhsNumber patient, Instant now) {
        long count = appointments.stream()
                .filter(one -> one.state().occupies() && one.patient().equals(patient))
                .filter(one -> one.time().start().isAfter(now))
                .count();
        require(count <= Surgery.APPOINTMENTS_MAX, "LIMIT", () -> "a patient has " + count + " appointments");
    }

    private static void checkOverlap(Appointment one, List<Appointment> appointments) {
        for (Appointment other : appointments) {
            boolean isOther = other.state().occupies() && !other.id().equals(one.id());
            require(
                    !(isOther
                            && other.patient().equals(one.patient())
                            && other.time().overlaps(one.time())),
                    "OVERLAP",
                    () -> "a patient is in two places at once");
        }
    }

    static void require(boolean holds, String promise, Supplier<String> otherwise) {
        if (!holds) {
            throw new Violation(promise, otherwise.get());
        }
    }
}
