package org.slotkeeper.redis.inventory;

import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slotkeeper.booking.spi.Availability;
import org.slotkeeper.booking.spi.ClaimAnswer;
import org.slotkeeper.booking.spi.HeldSeats;
import org.slotkeeper.booking.spi.HeldSeats.CallerMark;
import org.slotkeeper.booking.spi.HeldSeats.PatientMark;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.appointment.Refusal.Reason;
import org.slotkeeper.domain.appointment.RefusalText;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.SeatId;
import org.slotkeeper.reconcile.spi.InventorySight.KeptClaim;

/** What the scripts answer, read. The places of a text are those in the scripts' headers. */
final class Replies {

    private static final int MARKER_CONTENT = 17;
    private static final int LENGTH_WIDTH = 5;

    private static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(1);

    private Replies() {}

    /** @param expiresAt when the claim ends, if it was made just now */
    static ClaimAnswer claimAnswer(OdsCode practice, Response answer, Instant expiresAt) {
        Said said = Said.of(answer);
        return switch (said.word()) {
            case "NEW" -> marked(practice, said.text(), Optional.of(expiresAt));
            case "BEFORE" -> marked(practice, said.text(), Optional.empty());
            case "CONFIRMS" -> confirming(said.text(), expiresAt);
            case "UNSURE" -> new ClaimAnswer.Unsure(denied(practice, said.text()));
            // What a confirm in flight is waited for is over sooner than its lease.
            case "BUSY" -> new ClaimAnswer.Refused(new Refusal.TooEarly(TRY_AGAIN_AFTER));
            case "REUSED" -> new ClaimAnswer.Refused(new Refusal.Plain(Reason.REQUEST_ID_REUSED));
            case "STALE" -> new ClaimAnswer.StaleLayout(Integer.parseInt(said.text()));
            case "RUNNING" -> new ClaimAnswer.Running();
            case "MET" -> new ClaimAnswer.Met(said.text());
            default -> throw new IllegalStateException("a claim was answered " + said.word());
        };
    }

    private static ClaimAnswer marked(OdsCode practice, String text, Optional<Instant> madeJustNow) {
        char kind = text.charAt(0);
        return switch (kind) {
            case 'H' -> new ClaimAnswer.Claimed(ordinals(text), Texts.parseMillis(text, MARKER_CONTENT));
            case 'P', 'Q' -> new ClaimAnswer.Claimed(ordinals(text), madeJustNow.orElseThrow());
            default -> denied(practice, text);
        };
    }

    private static ClaimAnswer confirming(String text, Instant expiresAt) {
        CallerMark placer = new CallerMark(text.substring(0, ClaimText.PLACER_WIDTH));
        return new ClaimAnswer.Claimed(
                ordinals(text.substring(ClaimText.PLACER_WIDTH)), expiresAt, Optional.of(placer));
    }

    private static ClaimAnswer.Denied denied(OdsCode practice, String text) {
        char kind = text.charAt(0);
        return switch (kind) {
            case 'R' -> refused(practice, text.substring(MARKER_CONTENT));
            case 'T' ->
                new ClaimAnswer.Taken(
                        availability(text, MARKER_CONTENT + Texts.MILLIS_WIDTH),
                        Texts.parseMillis(text, MARKER_CONTENT));
            default -> throw new IllegalStateException("a request is marked " + kind);
        };
    }

    /** A refusal by the patient's own hold names its day and its claim. */
    private static ClaimAnswer.Denied refused(OdsCode practice, String text) {
        String[] words = text.split(" ", -1);
        boolean isByHold = words.length == 3
                && (words[0].equals(Reason.HOLD_EXISTS.name()) || words[0].equals(Reason.SLOT_TAKEN.name()));
        return isByHold
                ? new ClaimAnswer.OwnHold(
                        Reason.valueOf(words[0]), heldSeats(practice, Texts.parseDay(words[1], 0), words[2]))
                : new ClaimAnswer.Refused(RefusalText.parse(text));
    }

    private static List<Integer> ordinals(String marker) {
        return Texts.parseOrdinals(marker, MARKER_CONTENT + Texts.MILLIS_WIDTH);
    }

    /** @param text its characters are bytes */
    static Availability availability(String text, int from) {
        int at = from + Texts.LAYOUT_WIDTH;
        int layoutVersion = Integer.parseInt(text, from, at, 10);
        Map<LocalDate, BitSet> free = new HashMap<>();
        while (at < text.length()) {
            int bits = at + Texts.DAY_WIDTH + LENGTH_WIDTH;
            int end = bits + Integer.parseInt(text, at + Texts.DAY_WIDTH, bits, 10);
            free.put(Texts.parseDay(text, at), Texts.parseBits(text, bits, end));
            at = end;
        }
        return new Availability(layoutVersion, free);
    }

    static HeldSeats heldSeats(OdsCode practice, LocalDate day, String text) {
        ClaimText claim = new ClaimText(text);
        List<Integer> ordinals = claim.ordinals();
        return new HeldSeats(
                new AppointmentId(new SeatId(practice, day, ordinals.get(0)), claim.key()),
                ordinals,
                claim.expiresAt(),
                claim.isConfirm(),
                new PatientMark(claim.patientMark()),
                claim.isConfirm() ? Optional.empty() : Optional.of(new CallerMark(claim.placerMark())));
    }

    static KeptClaim keptClaim(SeatId seat, String text) {
        ClaimText claim = new ClaimText(text);
        return new KeptClaim(seat, claim.isConfirm(), claim.expiresAt(), text);
    }
}
