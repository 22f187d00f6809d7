package org.slotkeeper.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slotkeeper.booking.Entry;
import org.slotkeeper.booking.SeenVersions;
import org.slotkeeper.booking.SlotSearch;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.Appointment.Notes;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.appointment.Hold;
import org.slotkeeper.domain.appointment.Outcome;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.schedule.Interval;
import org.slotkeeper.domain.schedule.Slot;
import org.slotkeeper.domain.schedule.SlotId;
import org.slotkeeper.simulation.Errand.Asked;

/** Somebody who holds, confirms, books, cancels, moves and amends at random, mostly one thing after the other, and remembers what was promised and what was left unknown. */
final class Patient {

    private static final int TRIES_MAX = 3;
    private static final int FORGERIES_ONE_IN = 20;
    private static final List<NhsNumber> NUMBERS = java.util.stream.IntStream.range(1, 10)
            .mapToObj(NhsNumber::ofDemonstration)
            .toList();

    private final Clinic clinic;
    private final World world;
    private final NhsNumber number;
    private final Caller caller;
    private final Wishes wishes;
    private final Forger forger;
    private final List<Appointment> appointments = new ArrayList<>();
    /** Where appointments were before they were last moved. */
    private final Map<AppointmentId, List<SlotId>> left = new HashMap<>();

    private final List<Errand<?>> unknown = new ArrayList<>();
    private Optional<Hold> hold = Optional.empty();
    private int underWay;

    private Patient(Clinic clinic, NhsNumber number, Caller caller) {
        this.clinic = clinic;
        this.world = clinic.world();
        this.number = number;
        this.caller = caller;
        this.wishes = new Wishes(number);
        this.forger = new Forger(world, clinic.rumours(), number, !caller.isPractice());
    }

    static Patient nth(Clinic clinic, int index) {
        NhsNumber number = NUMBERS.get(index);
        return new Patient(clinic, number, new Caller.Patient(number, Optional.of(Surgery.PRACTICE), Optional.empty()));
    }

    /** The first patient once more, for whom the practice itself does everything. */
    static Patient servedByReception(Clinic clinic) {
        return new Patient(
                clinic, NUMBERS.get(0), new Caller.PracticeSystem(Surgery.PRACTICE, Set.of(Caller.READ, Caller.WRITE)));
    }

    void begin() {
        world.agenda().in(world.dice().between(1, world.options().thinkingMax()), this::act);
    }

    /** Asks again for everything that was left unknown, as often as it takes. */
    void resolve() {
        unknown.forEach(errand ->
                world.agenda().in(world.dice().between(1, Agenda.SECOND), () -> errand.send(Integer.MAX_VALUE)));
    }

    List<Errand<?>> unknown() {
        return unknown;
    }

    private void act() {
        if (!world.hasFaults()) {
            return;
        }
        if (world.dice().oneIn(FORGERIES_ONE_IN)) {
            forge();
            return;
        }
        int what = world.dice().between(0, 99);
        if (hold.isPresent() && what < 10) {
            confirmAndGiveUp(hold.get());
        } else if (hold.isPresent() && what < 22) {
            confirmAtOnce(hold.get());
        } else if (hold.isPresent() && what < 70) {
            confirm(hold.get());
        } else if (hold.isPresent() && what < 80) {
            giveUp(hold.get());
        } else if (!appointments.isEmpty() && what < 55) {
            change(world.dice().pick(appointments), what);
        } else if (what < 80) {
            book();
        } else if (what < 95) {
            hold();
        } else {
            search();
        }
    }

    private void change(Appointment known, int what) {
        appointments.remove(known);
        if (what < 30) {
            cancel(known);
        } else if (what < 48) {
            move(known);
        } else {
            amend(known);
        }
    }

    private void book() {
        List<SlotId> slots = slots();
        run(new Asked("book", world.dice().uuid(), slots), wishes.book(slots), this::hasNow);
    }

    private void hold() {
        run("hold", wishes.hold(slots()), held -> {
            hold = Optional.of(held);
            clinic.rumours().spread(held.id(), number);
        });
    }

    private void confirm(Hold held) {
        hold = Optional.empty();
        List<SlotId> slots =
                world.dice().oneIn(2) ? held.slots().stream().map(Slot::id).toList() : List.of();
        run(new Asked("confirm", world.dice().uuid(), slots), wishes.confirm(held.id(), slots), this::hasNow);
    }

    /** With an id that this patient was never given. Nothing may come of it, whoever is away. */
    private void forge() {
        List<SlotId> slots = slots();
        AppointmentId id = forger.id(slots.get(0));
        Asked asked = new Asked("forge", world.dice().uuid(), List.of());
        clinic.forged(asked);
        run(asked, forger.wish(wishes, id, world.dice().oneIn(2) ? slots : List.of()), nothing -> {});
    }

    private void giveUp(Hold held) {
        hold = Optional.empty();
        run("give up", wishes.cancel(held.id(), Optional.empty()), ended -> {});
    }

    /** Who cannot decide: both are under way at once, at two engines perhaps, and one comes first. */
    private void confirmAndGiveUp(Hold held) {
        clinic.contested(held.id());
        confirm(held);
        giveUp(held);
    }

    /**
     * Several errands at once, which name what is held or something else, under one request id or each under its own. When one request is asked twice, both are told alike.
     */
    private void confirmAtOnce(Hold held) {
        hold = Optional.empty();
        boolean isOneRequest = world.dice().oneIn(2);
        UUID shared = world.dice().uuid();
        List<Asked> all = new ArrayList<>();
        for (int count = world.dice().between(1, 3); count > 0; count--) {
            UUID request = isOneRequest ? shared : world.dice().uuid();
            all.add(new Asked("confirm", request, namedFor(held)));
        }
        all.forEach(asked -> run(asked, wishes.confirm(held.id(), asked.named()), this::hasNow));
    }

    /** What is held, or more of it, or less, or something else. */
    private List<SlotId> namedFor(Hold held) {
        List<SlotId> all = clinic.slots().stream().map(Slot::id).toList();
        List<SlotId> slots = held.slots().stream().map(Slot::id).toList();
        int next = all.indexOf(slots.get(slots.size() - 1)) + 1;
        return switch (world.dice().between(0, 5)) {
            case 0 -> slots.subList(0, 1);
            case 1 -> slots.subList(slots.size() - 1, slots.size());
            case 2 ->
                next < all.size()
                        ? Stream.concat(slots.stream(), Stream.of(all.get(next)))
                                .toList()
                        : slots;
            case 3 -> slots();
            default -> slots;
        };
    }

    /** Two errands may have brought the same. */
    private void hasNow(Appointment booked) {
        if (appointments.stream().noneMatch(one -> one.id().equals(booked.id()))) {
            appointments.add(booked);
            clinic.rumours().spread(booked.id(), number);
        }
    }

    private void cancel(Appointment known) {
        run("cancel", wishes.cancel(known.id(), Optional.of(SeenVersions.of(known.version()))), (Entry ended) -> {});
    }

    /** To anywhere, or to where a part of it is, or back to where it was before it was moved. */
    private void move(Appointment known) {
        Optional<List<SlotId>> before = Optional.ofNullable(left.get(known.id()));
        List<SlotId> slots = world.dice().oneIn(3) ? slotsFrom(known.slots().get(0)) : slots();
        slots = world.dice().oneIn(4) ? before.orElse(slots) : slots;
        left.put(known.id(), known.slots());
        keep("move", known, slots, known.notes());
    }

    private void amend(Appointment known) {
        Notes notes = new Notes(
                Optional.empty(), Optional.of("comment " + world.dice().between(1, 99)));
        keep("amend", known, List.of(), notes);
    }

    private void keep(String name, Appointment known, List<SlotId> slots, Notes notes) {
        run(
                name,
                wishes.keep(known.id(), slots, notes, Optional.of(SeenVersions.of(known.version()))),
                appointments::add);
    }

    private void search() {
        Interval days = new Interval(Surgery.START, Surgery.START.plusSeconds(172_800));
        SlotSearch search =
                new SlotSearch(caller, List.of(Surgery.PRACTICE), days, List.of(), List.of(), 5, Optional.empty());
        run("search", (office, from) -> office.findFreeSlots().find(search).map(Outcome::done), found -> {});
    }

    /** One slot, or two or three that follow each other. */
    private List<SlotId> slots() {
        return slotsAt(world.dice().between(0, clinic.slots().size() - 1));
    }

    /** From this slot on, or from the next one: an appointment that begins at it keeps a part of what it has. */
    private List<SlotId> slotsFrom(SlotId known) {
        List<SlotId> all = clinic.slots().stream().map(Slot::id).toList();
        return slotsAt(
                Math.min(all.size() - 1, all.indexOf(known) + world.dice().between(0, 1)));
    }

    private List<SlotId> slotsAt(int at) {
        List<Slot> all = clinic.slots();
        List<SlotId> slots = new ArrayList<>(List.of(all.get(at).id()));
        int count = world.dice().oneIn(3) ? world.dice().between(2, 3) : 1;
        for (int next = at + 1; next < all.size() && slots.size() < count; next++) {
            boolean follows =
                    all.get(next).time().start().equals(all.get(next - 1).time().end());
            if (!follows) {
                break;
            }
            slots.add(all.get(next).id());
        }
        return List.copyOf(slots);
    }

    private <T> void run(String name, Errand.Wish<T> wish, Consumer<? super T> done) {
        run(new Asked(name, world.dice().uuid(), List.of()), wish, done);
    }

    private <T> void run(Asked asked, Errand.Wish<T> wish, Consumer<? super T> done) {
        clinic.asks(asked);
        Errand<T> errand = new Errand<>(clinic, caller, asked, wish, done::accept, this::ended);
        underWay++;
        errand.send(world.dice().between(1, TRIES_MAX));
    }

    private void ended(Errand<?> errand) {
        underWay = Math.max(0, underWay - 1);
        if (!errand.isOver() && !unknown.contains(errand)) {
            unknown.add(errand);
        }
        if (!world.hasFaults()) {
            if (!errand.isOver()) {
                world.agenda().in(Agenda.SECOND, () -> errand.send(Integer.MAX_VALUE));
            }
        } else if (underWay == 0) {
            begin();
        }
    }
}
