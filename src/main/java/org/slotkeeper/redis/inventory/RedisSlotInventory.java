package org.slotkeeper.redis.inventory;

import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.slotkeeper.booking.spi.Availability;
import org.slotkeeper.booking.spi.Claim;
import org.slotkeeper.booking.spi.ClaimAnswer;
import org.slotkeeper.booking.spi.HeldSeats;
import org.slotkeeper.booking.spi.HeldSeats.CallerMark;
import org.slotkeeper.booking.spi.HeldSeats.PatientMark;
import org.slotkeeper.booking.spi.HoldConfirm;
import org.slotkeeper.booking.spi.SlotInventory;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.appointment.RefusalText;
import org.slotkeeper.domain.appointment.Request;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.reconcile.spi.Warmer;
import org.slotkeeper.redis.connection.LuaScript;
import org.slotkeeper.redis.connection.RedisConnections;
import org.slotkeeper.redis.connection.ScriptCall;
import org.slotkeeper.telemetry.Meters;

/**
 * The inventory in Redis: each call is one script, or one for each practice where the call is about
 * several; what is free is read without one where that comes to the same.
 */
public final class RedisSlotInventory implements SlotInventory {

    /** Of a time that is remembered, in milliseconds: the configuration allows no longer one. */
    private static final int MEMORY_WIDTH = 10;
    /** See {@code lua/claim.lua}. */
    private static final int SAYS_WIDTH = 155;

    private final RedisConnections connections;
    private final PracticeCalls calls;
    private final FreeBits freeBits;
    private final InventorySettings settings;
    private final PatientMarks marks;
    private final HoldPlaces holdPlaces;
    private final Clock clock;
    private final ClaimCount claims;

    /** @param clock for what is given back; all else goes by the instants of the callers */
    public RedisSlotInventory(
            RedisConnections connections, InventorySettings settings, Warmer warmer, Clock clock, Meters meters) {
        this.connections = connections;
        this.calls = new PracticeCalls(connections, warmer);
        this.freeBits = new FreeBits(connections);
        this.settings = settings;
        this.marks = new PatientMarks(settings.patientMarkSecret());
        this.holdPlaces = new HoldPlaces(connections, marks);
        this.clock = clock;
        this.claims = new ClaimCount(meters);
    }

    @Override
    public Future<Availability> availability(OdsCode practice, List<LocalDate> days, Instant now) {
        return freeBits.read(practice, days, now).compose(free -> free.map(Future::succeededFuture)
                .orElseGet(() -> calls.ask(practice, () -> availabilityCall(practice, days, now))
                        .map(answer -> Replies.availability(Said.of(answer).text(), 0))));
    }

    private ScriptCall availabilityCall(OdsCode practice, List<LocalDate> days, Instant now) {
        Keys keys = Keys.of(practice);
        ScriptCall call = new ScriptCall(LuaScript.AVAILABILITY)
                .key(keys.header())
                .key(keys.claims())
                .key(keys.holders());
        days.forEach(day -> call.key(keys.seats(day)));
        return call.withLife().with(Texts.millis(now)).with(Texts.days(days));
    }

    @Override
    public Future<ClaimAnswer> claim(Claim claim, Optional<ClaimAnswer.Met> again) {
        String mark = marks.textOf(claim.patient());
        Future<ClaimAnswer> claimed = claims.count(calls.ask(claim.practice(), () -> claimCall(claim, mark, again))
                .map(answer -> Replies.claimAnswer(claim.practice(), answer, expiryOf(claim.now(), claim.lease()))));
        return claim.kind() == Claim.Kind.HOLD ? claimed.onSuccess(answer -> holdPlaces.note(claim, answer)) : claimed;
    }

    private ScriptCall claimCall(Claim claim, String mark, Optional<ClaimAnswer.Met> again) {
        String request = Texts.hex(claim.request().key());
        Keys keys = Keys.of(claim.practice());
        ScriptCall call = new ScriptCall(LuaScript.CLAIM)
                .key(keys.marker(request))
                .key(keys.header())
                .key(keys.claims())
                .key(keys.holders())
                .key(keys.seats(claim.day()));
        claim.alternativeDays().forEach(day -> call.key(keys.seats(day)));
        call.with(says(claim, mark, request))
                .withLife()
                .with(places(claim.slots()))
                .with(Texts.days(claim.alternativeDays()));
        String verdict = claim.verdict().map(RedisSlotInventory::text).orElse("");
        String placer = placerOf(claim.request());
        String met = textOf(again);
        boolean isUsual = verdict.isEmpty() && placer.isEmpty() && met.isEmpty();
        return isUsual ? call : call.with(verdict).with(placer).with(met);
    }

    /** What each claim says, in one text: an argument costs Redis more than to cut it up. */
    private String says(Claim claim, String mark, String request) {
        StringBuilder text =
                new StringBuilder(SAYS_WIDTH).append(Texts.hex(claim.request().fingerprint()));
        Texts.append(text, settings.requestMemory().toMillis(), MEMORY_WIDTH);
        Texts.append(text, settings.refusalMemory().toMillis(), MEMORY_WIDTH);
        return text.append(Texts.layout(claim.layoutVersion()))
                .append(Texts.millis(claim.now()))
                .append(Texts.millis(expiryOf(claim.now(), claim.lease())))
                .append(claim.kind() == Claim.Kind.HOLD ? ClaimText.HOLD : ClaimText.CONFIRM)
                .append(Texts.day(claim.day()))
                .append(ClaimText.owner(claim.key(), mark, requestOrPlacer(claim, request)))
                .toString();
    }

    private String requestOrPlacer(Claim claim, String request) {
        return claim.kind() == Claim.Kind.HOLD
                ? ClaimText.placedBy(marks.textOf(claim.request().caller()), request)
                : request;
    }

    private String placerOf(Request request) {
        return request.caller().isBoundToWhatItPlaced() ? marks.textOf(request.caller()) : "";
    }

    private static String textOf(Optional<ClaimAnswer.Met> again) {
        return again.map(ClaimAnswer.Met::content).orElse("");
    }

    private static String text(Refusal refusal) {
        return RefusalText.of(refusal);
    }

    private static String places(List<Claim.Places> slots) {
        StringBuilder text = new StringBuilder(3 * Texts.ORDINAL_WIDTH * slots.size());
        for (Claim.Places slot : slots) {
            Texts.append(text, slot.firstOrdinal(), Texts.ORDINAL_WIDTH);
            Texts.append(text, slot.capacity(), Texts.ORDINAL_WIDTH);
            Texts.append(text, slot.retired(), Texts.ORDINAL_WIDTH);
        }
        return text.toString();
    }

    @Override
    public Future<ClaimAnswer> confirm(HoldConfirm confirm, Optional<ClaimAnswer.Met> again) {
        return claims.count(calls.ask(confirm.hold().practice(), () -> confirmCall(confirm, again))
                .map(answer -> Replies.claimAnswer(
                        confirm.hold().practice(),
                        answer,
                        expiryOf(confirm.attempt().now(), confirm.lease()))));
    }

    private ScriptCall confirmCall(HoldConfirm confirm, Optional<ClaimAnswer.Met> again) {
        AppointmentId hold = confirm.hold();
        Keys keys = Keys.of(hold.practice());
        String request = Texts.hex(confirm.attempt().request().key());
        return new ScriptCall(LuaScript.CONFIRM)
                .key(keys.marker(request))
                .key(keys.header())
                .key(keys.claims())
                .key(keys.holders())
                .with(Texts.hex(confirm.attempt().request().fingerprint()))
                .with(settings.requestMemory().toMillis())
                .with(settings.refusalMemory().toMillis())
                .withLife()
                .with(Texts.millis(confirm.attempt().now()))
                .with(Texts.millis(expiryOf(confirm.attempt().now(), confirm.lease())))
                .with(field(hold))
                .with(hold.key())
                .with(marks.textOf(confirm.attempt().patient()))
                .with(request)
                .with(placerOf(confirm.attempt().request()))
                .with(places(confirm.slots()))
                .with(textOf(again));
    }

    @Override
    public Future<Optional<HeldSeats>> findHold(AppointmentId id, Instant now) {
        return calls.ask(id.practice(), () -> findHoldCall(id, now)).map(answer -> heldSeats(answer, id.practice()));
    }

    private ScriptCall findHoldCall(AppointmentId id, Instant now) {
        Keys keys = Keys.of(id.practice());
        return new ScriptCall(LuaScript.FIND_HOLD)
                .key(keys.header())
                .key(keys.claims())
                .withLife()
                .with(Texts.millis(now))
                .with(field(id))
                .with(id.key());
    }

    @Override
    public Future<Optional<HeldSeats>> holdOf(OdsCode practice, NhsNumber patient, Instant now) {
        return calls.ask(practice, () -> holdOfCall(practice, patient, now)).map(answer -> heldSeats(answer, practice));
    }

    @Override
    public Future<List<OdsCode>> practicesWithHoldsOf(NhsNumber patient, Instant now) {
        return holdPlaces.of(patient, now);
    }

    private ScriptCall holdOfCall(OdsCode practice, NhsNumber patient, Instant now) {
        Keys keys = Keys.of(practice);
        return new ScriptCall(LuaScript.HOLD_OF)
                .key(keys.header())
                .key(keys.claims())
                .key(keys.holders())
                .withLife()
                .with(Texts.millis(now))
                .with(marks.textOf(patient));
    }

    private static Optional<HeldSeats> heldSeats(Response answer, OdsCode practice) {
        Said said = Said.of(answer);
        if (!said.is("HELD")) {
            return Optional.empty();
        }
        LocalDate day = Texts.parseDay(said.text(), 0);
        return Optional.of(Replies.heldSeats(practice, day, said.text().substring(Texts.DAY_WIDTH)));
    }

    @Override
    public Future<Boolean> withdraw(AppointmentId id, Ending ending, Optional<Instant> since) {
        Keys keys = Keys.of(id.practice());
        ScriptCall call = new ScriptCall(LuaScript.WITHDRAW)
                .key(keys.claims())
                .key(keys.holders())
                .with(field(id))
                .with(id.key())
                .with(ending.name())
                .with(Texts.millis(clock.instant()))
                .with(since.map(Texts::millis).orElse(""));
        return connections.call(call).map(answer -> Said.of(answer).is("WITHDRAWN"));
    }

    @Override
    public Future<GivingUp> giveUp(AppointmentId id, Request request) {
        Keys keys = Keys.of(id.practice());
        ScriptCall call = new ScriptCall(LuaScript.GIVE_UP)
                .key(keys.marker(Texts.hex(request.key())))
                .key(keys.claims())
                .key(keys.holders())
                .with(Texts.hex(request.fingerprint()))
                .with(settings.requestMemory().toMillis())
                .with(Texts.millis(clock.instant()))
                .with(field(id))
                .with(id.key());
        return connections
                .call(call)
                .map(answer -> GivingUp.valueOf(Said.of(answer).word()));
    }

    @Override
    public Future<Optional<HeldSeats>> givenUp(AppointmentId id, Request request) {
        ScriptCall call = new ScriptCall(LuaScript.GIVEN_UP)
                .key(Keys.of(id.practice()).marker(Texts.hex(request.key())))
                .with(Texts.hex(request.fingerprint()))
                .with(id.key());
        return connections.call(call).map(answer -> heldSeats(answer, id.practice()));
    }

    @Override
    public Future<Boolean> holdAgain(AppointmentId id, CallerMark placer, Instant since) {
        Keys keys = Keys.of(id.practice());
        ScriptCall call = new ScriptCall(LuaScript.HOLD_AGAIN)
                .key(keys.header())
                .key(keys.claims())
                .key(keys.holders())
                .with(field(id))
                .with(id.key())
                .with(Texts.millis(since))
                .with(placer.value());
        return connections.call(call).map(answer -> Said.of(answer).is("HELD"));
    }

    @Override
    public PatientMark markOf(NhsNumber patient) {
        return marks.of(patient);
    }

    @Override
    public CallerMark markOf(Caller caller) {
        return marks.of(caller);
    }

    private static String field(AppointmentId id) {
        return Texts.field(id.origin().day(), id.origin().ordinal());
    }

    private static Instant expiryOf(Instant now, Duration lease) {
        return Instant.ofEpochMilli(now.toEpochMilli()).plus(lease);
    }
}
