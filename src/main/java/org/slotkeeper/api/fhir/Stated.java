package org.slotkeeper.api.fhir;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slotkeeper.booking.Entry;
import org.slotkeeper.booking.Statement;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.party.Booker;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.domain.schedule.Care;
import org.slotkeeper.domain.schedule.Interval;
import org.slotkeeper.domain.schedule.Slot;
import org.slotkeeper.domain.schedule.SlotId;

/**
 * What an R4 Appointment says beside what it asks for, held against the resource that this server
 * would write. Fewer words than ours are no contradiction, other words are.
 */
final class Stated implements Statement {

    /** What is compared with our own resource word by word. */
    private static final List<String> WRITTEN = List.of("serviceType", "appointmentType", "participant", "created");
    /** What a cancellation must leave as it is. */
    private static final List<String> UNCHANGED = List.of("description", "comment", "slot", "start", "end");

    private final AppointmentDraft draft;
    private final Booker sender;
    private final Optional<List<SlotId>> unchangedSlots;

    private Stated(AppointmentDraft draft, Caller caller, Optional<List<SlotId>> unchangedSlots) {
        this.draft = draft;
        this.sender = Booker.of(caller);
        this.unchangedSlots = unchangedSlots;
    }

    /** Beside slots, time, patient and notes, which the command has. */
    static Statement statement(AppointmentDraft draft, Caller caller) {
        Element source = draft.source();
        boolean isMore = source.has("extension")
                || source.has("serviceType")
                || source.has("appointmentType")
                || source.has("created")
                || source.objects("participant").size() > 1;
        return isMore ? new Stated(draft, caller, Optional.empty()) : NOTHING;
    }

    /** Beside the status and its reason: all of it must be as it is. */
    static Statement unchanging(AppointmentDraft draft, List<SlotId> slots, Caller caller) {
        return new Stated(draft, caller, Optional.of(slots));
    }

    @Override
    public Optional<String> contradiction(Optional<Appointment> standing, List<Slot> offered) {
        return otherPlace(standing, offered)
                .or(() -> otherNotes(standing))
                .or(() -> otherExtension(standing, offered))
                .or(() -> otherWords(standing, offered));
    }

    @Override
    public List<String> words() {
        List<String> names = new ArrayList<>(WRITTEN);
        names.add("extension");
        names.add("contained");
        if (unchangedSlots.isPresent()) {
            names.addAll(UNCHANGED);
        }
        List<String> words = new ArrayList<>();
        for (String name : names) {
            Object value = draft.source().members().get(name);
            if (value != null) {
                ElementMatch.collectWords(name, value, words);
            }
        }
        return words.stream().sorted().toList();
    }

    private Optional<String> otherPlace(Optional<Appointment> standing, List<Slot> offered) {
        if (unchangedSlots.isEmpty()) {
            return Optional.empty();
        }
        Set<SlotId> slots = Set.copyOf(unchangedSlots.get());
        List<SlotId> known = standing.map(Appointment::slots)
                .orElseGet(() -> offered.stream().map(Slot::id).toList());
        if (!slots.isEmpty() && !slots.equals(Set.copyOf(known))) {
            return Optional.of(draft.source().at("slot"));
        }
        Interval time = standing.map(Appointment::time).orElseGet(() -> timeOf(offered));
        if (draft.time().isEmpty() || draft.time().get().equals(time)) {
            return Optional.empty();
        }
        boolean isStart = !draft.time().get().start().equals(time.start());
        return Optional.of(draft.source().at(isStart ? "start" : "end"));
    }

    private Optional<String> otherNotes(Optional<Appointment> standing) {
        if (unchangedSlots.isEmpty()) {
            return Optional.empty();
        }
        Appointment.Notes known = standing.map(Appointment::notes).orElse(Appointment.Notes.NONE);
        if (draft.notes().description().isPresent()
                && !draft.notes().description().equals(known.description())) {
            return Optional.of(draft.source().at("description"));
        }
        boolean isOther =
                draft.notes().comment().isPresent() && !draft.notes().comment().equals(known.comment());
        return isOther ? Optional.of(draft.source().at("comment")) : Optional.empty();
    }

    private Optional<String> otherExtension(Optional<Appointment> standing, List<Slot> offered) {
        return draft.source().objects("extension").stream()
                .filter(extension -> !isTrue(extension, standing, offered))
                .map(Element::path)
                .findFirst();
    }

    private boolean isTrue(Element extension, Optional<Appointment> standing, List<Slot> offered) {
        Booker booker = standing.map(Appointment::bookedBy).orElse(sender);
        if (BookingOrganisation.isOne(extension)) {
            return BookingOrganisation.codeIn(draft.source(), extension)
                    .map(code -> booker.equals(new Booker.Organisation(code)))
                    .orElse(false);
        }
        String url = extension.text("url").orElse("");
        if (url.equals(Systems.BOOKED_FOR_PATIENT_BY)) {
            Optional<String> actor = extension.object("valueIdentifier").flatMap(value -> value.text("value"));
            return actor.isPresent() && booker.equals(new Booker.Patient(actor));
        }
        if (url.equals(Systems.HOLD_EXPIRES)) {
            return standing.isEmpty();
        }
        Optional<String> channel = channelIn(extension);
        return cares(standing, offered).stream()
                .anyMatch(care -> channel.equals(Optional.of(care.channel().word())));
    }

    /** Senders spell it in two ways, and this server writes it in one. */
    private static Optional<String> channelIn(Element extension) {
        return extension.text("valueCode").or(() -> extension.object("valueCodeableConcept").stream()
                .flatMap(concept -> concept.objects("coding").stream())
                .flatMap(coding -> coding.text("code").stream())
                .findFirst());
    }

    private Optional<String> otherWords(Optional<Appointment> standing, List<Slot> offered) {
        List<String> said =
                WRITTEN.stream().filter(name -> draft.source().has(name)).toList();
        if (said.isEmpty()) {
            return Optional.empty();
        }
        List<Element> ours = new ArrayList<>();
        standing.ifPresent(appointment ->
                ours.add(Element.read(Appointments.resource(new Entry.Recorded(appointment)), "Appointment")));
        if (!offered.isEmpty()) {
            ours.add(Element.read(Appointments.offer(offered), "Appointment"));
        }
        for (String name : said) {
            boolean isNew = name.equals("created") && standing.isEmpty();
            Optional<String> other = isNew ? Optional.empty() : ElementMatch.other(draft.source(), name, ours);
            if (other.isPresent()) {
                return other;
            }
        }
        return Optional.empty();
    }

    private static List<Care> cares(Optional<Appointment> standing, List<Slot> offered) {
        List<Care> cares = new ArrayList<>();
        standing.map(Appointment::care).ifPresent(cares::add);
        offered.stream().map(Slot::care).forEach(cares::add);
        return cares;
    }

    private static Interval timeOf(List<Slot> slots) {
        return new Interval(
                slots.get(0).time().start(), slots.get(slots.size() - 1).time().end());
    }
}
