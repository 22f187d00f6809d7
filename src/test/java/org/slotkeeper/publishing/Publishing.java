package org.slotkeeper.publishing;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.Audience;
import org.slotkeeper.domain.schedule.BookingWindow;
import org.slotkeeper.domain.schedule.Care;
import org.slotkeeper.domain.schedule.Channel;
import org.slotkeeper.domain.schedule.Practice.PracticeRules;
import org.slotkeeper.domain.schedule.ReleaseRule;
import org.slotkeeper.domain.schedule.RetiredPlaces;
import org.slotkeeper.domain.schedule.SeatId;
import org.slotkeeper.domain.schedule.SessionId;
import org.slotkeeper.domain.schedule.SlotId;
import org.slotkeeper.platform.Tries;
import org.slotkeeper.platform.Turns;
import org.slotkeeper.publishing.PublishedSession.PublishedSlot;
import org.slotkeeper.publishing.spi.Act;
import org.slotkeeper.publishing.spi.PracticeListing;
import org.slotkeeper.testing.Patience;

/** A practice that publishes, over stores in memory, on a Sunday afternoon before the Monday that is published. */
public final class Publishing {

    public static final OdsCode PRACTICE = new OdsCode("Z99001");
    public static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);
    public static final Instant NOW = Instant.parse("2026-11-22T15:00:00Z");
    public static final LocalTime EIGHT = LocalTime.of(8, 0);
    public static final Care GP =
            new Care("Dr A. Example", "General Medical Practitioner", Channel.IN_PERSON, "Acute", "Main surgery");
    public static final Care NURSE = new Care("Nurse B. Example", "Nurse", Channel.TELEPHONE, "Review", "Main surgery");
    public static final PracticeRules RULES = new PracticeRules(
            true, new BookingWindow(Duration.ofDays(28), Duration.ofMinutes(30)), Duration.ofHours(2), 4);

    /** Nothing fails here that would not fail again. */
    public static final Tries ONE_TRY = new Tries(1, Future::succeededFuture);

    private static final AtomicLong REQUESTS = new AtomicLong();

    public final InMemorySessionLedger ledger = new InMemorySessionLedger();
    public final InMemorySeatInventory inventory = new InMemorySeatInventory();
    /** What time it is where changes wait for their turn. */
    public Instant now = NOW;

    private int keys;
    public final BookEditor editor = new BookEditor(
            ledger,
            inventory,
            inventory,
            new BookEditor.Line(new Turns<>(10), () -> now),
            new BookEditor.Blocking(this::nextKey, Duration.ofSeconds(30)));
    public final PublishSession publishSession = new PublishSession(editor, inventory);
    public final PublishMany publishMany = new PublishMany(editor);
    public final WithdrawSession withdrawSession = new WithdrawSession(editor);
    public final ListSessions listSessions = new ListSessions(ledger, inventory);
    public final SetPracticeRules setPracticeRules = new SetPracticeRules(ledger, editor);

    public Publishing() {
        PracticeListing listing =
                new PracticeListing(PRACTICE, Optional.of("An Example"), Optional.of("ZZ1 1ZZ"), Optional.of(5_000));
        done(ledger.register(List.of(listing), RULES, NOW));
    }

    /** Each request has an id of its own. */
    public static Act act() {
        return actOf(new Caller.PracticeSystem(PRACTICE, Set.of(Caller.PUBLISH)));
    }

    public static Act actOf(Caller caller) {
        return actAt(caller, NOW);
    }

    /** Its caller waits for five seconds. */
    public static Act actAt(Caller caller, Instant now) {
        return new Act(caller, new UUID(0, REQUESTS.incrementAndGet()), now, now.plusSeconds(5));
    }

    public static SessionDraft draft(LocalTime start, LocalTime end, int slotMinutes, int capacity, Care care) {
        return new SessionDraft(
                new SessionId("morning"),
                new Timetable(MONDAY, start, end, Duration.ofMinutes(slotMinutes), capacity),
                care,
                new ReleaseRule.AtOnce(),
                Audience.REGISTERED_PATIENTS,
                Optional.empty());
    }

    public static SessionDraft anHourOf(int slotMinutes) {
        return draft(EIGHT, LocalTime.of(9, 0), slotMinutes, 1, GP);
    }

    @CanIgnoreReturnValue
    public PublishedSession publish(SessionDraft draft) {
        return value(done(publishSession.publish(act(), PRACTICE, draft, Object::toString)));
    }

    /** Somebody books the seat, in both stores. */
    @CanIgnoreReturnValue
    public AppointmentId book(int ordinal) {
        SeatId seat = seat(ordinal);
        AppointmentId appointment = new AppointmentId(seat, nextKey());
        inventory.take(seat);
        ledger.book(seat, appointment);
        return appointment;
    }

    /** Whoever has booked the seat gives it back, in both stores. */
    public void cancel(int ordinal) {
        ledger.cancel(seat(ordinal));
        inventory.giveBack(seat(ordinal));
    }

    /** The seats that anybody may have on Monday. */
    public List<Integer> onOffer() {
        return RetiredPlaces.onOffer(inventory.free(PRACTICE, MONDAY), ledger.retired(PRACTICE, MONDAY)).stream()
                .boxed()
                .toList();
    }

    public static SessionDraft named(String name, SessionDraft draft) {
        return new SessionDraft(
                new SessionId(name),
                new Timetable(
                        draft.day(),
                        draft.timetable().start(),
                        draft.timetable().end(),
                        draft.timetable().slotLength(),
                        draft.timetable().capacity()),
                draft.care(),
                draft.release(),
                draft.audience(),
                draft.overlapReason());
    }

    /** The same of a clinician who may have another session at the same time. */
    public static SessionDraft meant(SessionDraft draft) {
        return meant(draft, "Doubles up with a registrar");
    }

    public static SessionDraft meant(SessionDraft draft, String reason) {
        return new SessionDraft(
                draft.id(),
                new Timetable(
                        draft.day(),
                        draft.timetable().start(),
                        draft.timetable().end(),
                        draft.timetable().slotLength(),
                        draft.timetable().capacity()),
                draft.care(),
                draft.release(),
                draft.audience(),
                Optional.of(reason));
    }

    public static SessionDraft on(LocalDate day, SessionDraft draft) {
        return new SessionDraft(
                draft.id(),
                new Timetable(
                        day,
                        draft.timetable().start(),
                        draft.timetable().end(),
                        draft.timetable().slotLength(),
                        draft.timetable().capacity()),
                draft.care(),
                draft.release(),
                draft.audience(),
                Optional.empty());
    }

    public static SeatId seat(int ordinal) {
        return new SeatId(PRACTICE, MONDAY, ordinal);
    }

    public static List<Integer> ordinals(PublishedSession session) {
        return session.slots().stream()
                .map(PublishedSlot::id)
                .map(SlotId::ordinal)
                .toList();
    }

    @CanIgnoreReturnValue
    public static <T> T done(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(Patience.LONG.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception cause) {
            throw new IllegalStateException(cause);
        }
    }

    public static <T> T value(PublishOutcome<T> outcome) {
        return outcome.match(done -> done, refusal -> {
            throw new IllegalStateException("refused: " + refusal);
        });
    }

    public static PublishRefusal refusal(PublishOutcome<?> outcome) {
        return outcome.<PublishRefusal>match(
                done -> {
                    throw new IllegalStateException("not refused: " + done);
                },
                refusal -> refusal);
    }

    private String nextKey() {
        StringBuilder key = new StringBuilder();
        for (int left = ++keys; key.length() < 26; left /= 26) {
            key.append((char) ('a' + left % 26));
        }
        return key.toString();
    }
}
