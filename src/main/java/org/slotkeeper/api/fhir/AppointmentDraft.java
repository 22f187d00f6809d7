package org.slotkeeper.api.fhir;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slotkeeper.domain.appointment.Appointment.Notes;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.schedule.Interval;

/** A well-formed R4 Appointment as its sender means it, before any rule has been asked. */
record AppointmentDraft(
        Element source,
        Status status,
        Optional<NhsNumber> patient,
        Optional<Interval> time,
        Notes notes,
        Optional<String> cancelationReason) {

    private static final int REASON_MAX = 500;
    private static final Set<String> OTHER_STATUSES = Set.of(
            "proposed", "pending", "arrived", "fulfilled", "noshow", "entered-in-error", "checked-in", "waitlist");

    /** What the sender wants the appointment to be. */
    enum Status {
        BOOKED,
        CANCELLED,
        /** A status of R4 that no operation here leads to. */
        OTHER
    }

    /** @throws Unreadable if it is not well-formed */
    static AppointmentDraft of(Element source) {
        String type = source.text("resourceType").orElse("");
        if (!type.equals("Appointment")) {
            throw Unreadable.malformed(source.at("resourceType"), "must be Appointment");
        }
        AppointmentElements.requireShape(source);
        Status status = statusOf(source);
        Optional<NhsNumber> patient = Participants.patientAmong(source.objects("participant"));
        Notes notes = new Notes(
                source.prose("description", Notes.DESCRIPTION_MAX), source.prose("comment", Notes.COMMENT_MAX));
        source.objects("slot").forEach(slot -> slot.text("reference"));
        return new AppointmentDraft(source, status, patient, timeOf(source), notes, reasonOf(source));
    }

    /**
     * Ends the reading unless the resource is the one that the path names. Its id may be left out.
     */
    void requireId(String id) {
        boolean isOther = source.text("id").map(given -> !given.equals(id)).orElse(false);
        if (isOther) {
            throw Unreadable.malformed(source.at("id"), "must be the id in the path");
        }
    }

    List<Element> slots() {
        return source.objects("slot");
    }

    private static Status statusOf(Element source) {
        String status =
                source.text("status").orElseThrow(() -> Unreadable.malformed(source.at("status"), "must be there"));
        if (status.equals("booked")) {
            return Status.BOOKED;
        }
        if (status.equals("cancelled")) {
            return Status.CANCELLED;
        }
        if (OTHER_STATUSES.contains(status)) {
            return Status.OTHER;
        }
        throw Unreadable.invalid(source.at("status"), "no such status in R4");
    }

    private static Optional<Interval> timeOf(Element source) {
        Optional<Instant> start = instant(source, "start");
        Optional<Instant> end = instant(source, "end");
        if (start.isPresent() != end.isPresent()) {
            throw Unreadable.invalid(
                    source.at(start.isPresent() ? "end" : "start"), "start and end are given together or not at all");
        }
        if (start.isEmpty()) {
            return Optional.empty();
        }
        if (!start.get().isBefore(end.orElseThrow())) {
            throw Unreadable.invalid(source.at("end"), "must be after the start");
        }
        Interval time = new Interval(start.get(), end.get());
        requireMinutes(source, Duration.between(time.start(), time.end()).toMinutes());
        return Optional.of(time);
    }

    private static void requireMinutes(Element source, long minutes) {
        boolean isOther = source.members().get("minutesDuration") instanceof Number said
                && said.doubleValue() != Math.max(1, minutes);
        if (isOther) {
            throw Unreadable.rule(
                    "TIME_MISMATCH", source.at("minutesDuration"), "must be the minutes from start to end");
        }
    }

    private static Optional<Instant> instant(Element source, String name) {
        return source.text(name).map(text -> Times.parseInstant(text)
                .orElseThrow(
                        () -> Unreadable.invalid(source.at(name), "must be a date and time with an offset from UTC")));
    }

    /** In words if there are words, else by what a code is called, else the code itself. */
    private static Optional<String> reasonOf(Element source) {
        return source.object("cancelationReason").flatMap(reason -> {
            Stream<Element> codings = reason.objects("coding").stream();
            Optional<String> text = reason.prose("text", REASON_MAX);
            Optional<String> coded = codings.flatMap(coding ->
                            coding.prose("display", REASON_MAX).or(() -> coding.prose("code", REASON_MAX)).stream())
                    .findFirst();
            return text.or(() -> coded);
        });
    }
}
