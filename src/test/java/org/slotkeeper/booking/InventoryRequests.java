package org.slotkeeper.booking;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.slotkeeper.booking.spi.Attempt;
import org.slotkeeper.booking.spi.Claim;
import org.slotkeeper.booking.spi.HoldConfirm;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.appointment.Request;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.Interval;
import org.slotkeeper.domain.schedule.SeatId;

/** What the tests ask of an inventory, with ten minutes a seat from 08:00 and everything else as plain as can be. */
public final class InventoryRequests {

    public static final LocalDate DAY = LocalDate.of(2026, 11, 23);
    public static final Instant EIGHT = Instant.parse("2026-11-23T08:00:00Z");
    public static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    public static final Duration HOLD_TIME = Duration.ofMinutes(2);

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz234567";

    private InventoryRequests() {}

    /** The same number names the same request: same key, same content, same appointment. */
    public static Request request(int number) {
        return request(number, number);
    }

    public static Request request(int number, long fingerprint) {
        UUID id = new UUID(7, number);
        Caller caller = new Caller.Patient(patient(number), Optional.empty(), Optional.empty());
        return new Request(id, id, fingerprint, appointmentKey(number), caller, NOW.plusSeconds(5));
    }

    /** Likewise, but an organisation asks for the patient. */
    public static Request requestOf(String organisation, int number) {
        Request own = request(number);
        Caller caller = new Caller.Organisation(new OdsCode(organisation), "111", Set.of());
        return new Request(own.requestId(), own.key(), own.fingerprint(), own.appointmentKey(), caller, own.deadline());
    }

    public static String appointmentKey(int number) {
        StringBuilder key = new StringBuilder("a".repeat(20));
        for (int shift = 25; shift >= 0; shift -= 5) {
            key.append(LETTERS.charAt(number >>> shift & 31));
        }
        return key.toString();
    }

    public static NhsNumber patient(int index) {
        return NhsNumber.ofDemonstration(index);
    }

    public static Interval timeOf(int firstOrdinal, int slotCount) {
        Instant start = EIGHT.plus(Duration.ofMinutes(10L * firstOrdinal));
        return new Interval(start, start.plus(Duration.ofMinutes(10L * slotCount)));
    }

    /** A claim of slots with one seat each. */
    public static Claim claim(
            OdsCode practice, Claim.Kind kind, int firstOrdinal, int slotCount, int patient, Request request) {
        List<Claim.Places> slots = IntStream.range(0, slotCount)
                .mapToObj(index -> new Claim.Places(firstOrdinal + index, 1))
                .toList();
        return claim(practice, kind, slots, patient, request, NOW);
    }

    public static Claim claim(
            OdsCode practice, Claim.Kind kind, List<Claim.Places> slots, int patient, Request request, Instant now) {
        return new Claim(
                new Attempt(request, patient(patient), now),
                new Claim.AdjacentSlots(practice, DAY, 1, slots),
                kind,
                request.appointmentKey(),
                HOLD_TIME,
                Optional.empty(),
                List.of(DAY, DAY.plusDays(1)));
    }

    public static Claim at(Claim claim, Instant now) {
        return changed(claim, claim.layoutVersion(), claim.verdict(), now);
    }

    public static Claim withLayout(Claim claim, int layoutVersion) {
        return changed(claim, layoutVersion, claim.verdict(), claim.now());
    }

    public static Claim withVerdict(Claim claim, Refusal verdict) {
        return changed(claim, claim.layoutVersion(), Optional.of(verdict), claim.now());
    }

    private static Claim changed(Claim claim, int layoutVersion, Optional<Refusal> verdict, Instant now) {
        return new Claim(
                new Attempt(claim.request(), claim.patient(), now),
                new Claim.AdjacentSlots(claim.practice(), claim.day(), layoutVersion, claim.slots()),
                claim.kind(),
                claim.key(),
                claim.lease(),
                verdict,
                claim.alternativeDays());
    }

    public static AppointmentId idOf(OdsCode practice, int firstOrdinal, int requestNumber) {
        return new AppointmentId(new SeatId(practice, DAY, firstOrdinal), appointmentKey(requestNumber));
    }

    public static HoldConfirm confirm(AppointmentId hold, int patient, Request request, Instant now) {
        return new HoldConfirm(hold, new Attempt(request, patient(patient), now), List.of(), Duration.ofSeconds(30));
    }
}
