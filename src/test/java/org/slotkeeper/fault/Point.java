package org.slotkeeper.fault;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.slotkeeper.booking.spi.AppointmentLedger;
import org.slotkeeper.booking.spi.Change;
import org.slotkeeper.booking.spi.Claim;
import org.slotkeeper.booking.spi.ClaimAnswer;
import org.slotkeeper.booking.spi.LedgerAnswer;
import org.slotkeeper.booking.spi.SlotInventory;
import org.slotkeeper.publishing.spi.SeatInventory;
import org.slotkeeper.publishing.spi.SessionLedger;
import org.slotkeeper.reconcile.spi.InventoryRefill;
import org.slotkeeper.reconcile.spi.LedgerTruth;
import org.slotkeeper.reconcile.spi.SeatLeases;

/** The named points of an engine's work where it can be made to die, to wait or to fail: before or after a call of a port. */
public enum Point {
    BEFORE_HOLD_CLAIM(SlotInventory.class, "claim", false, (claim, none) -> isKind(claim, Claim.Kind.HOLD)),
    AFTER_HOLD_CLAIM(
            SlotInventory.class, "claim", true, (claim, answer) -> isKind(claim, Claim.Kind.HOLD) && isClaimed(answer)),
    BEFORE_BOOK_CLAIM(SlotInventory.class, "claim", false, (claim, none) -> isKind(claim, Claim.Kind.CONFIRM)),
    AFTER_BOOK_CLAIM(
            SlotInventory.class,
            "claim",
            true,
            (claim, answer) -> isKind(claim, Claim.Kind.CONFIRM) && isClaimed(answer)),
    BEFORE_CONFIRM(SlotInventory.class, "confirm", false, Point::always),
    AFTER_CONFIRM(SlotInventory.class, "confirm", true, (confirm, answer) -> isClaimed(answer)),
    BEFORE_BOOK_COMMIT(AppointmentLedger.class, "change", false, (change, none) -> change instanceof Change.Book),
    AFTER_BOOK_COMMIT(
            AppointmentLedger.class,
            "change",
            true,
            (change, answer) -> change instanceof Change.Book && isRecorded(answer)),
    AFTER_BOOK_REFUSED(
            AppointmentLedger.class,
            "change",
            true,
            (change, answer) -> change instanceof Change.Book && answer instanceof LedgerAnswer.Refused),
    BEFORE_REFUSAL_COMMIT(AppointmentLedger.class, "change", false, (change, none) -> change instanceof Change.Refuse),
    AFTER_REFUSAL_COMMIT(AppointmentLedger.class, "change", true, (change, answer) -> change instanceof Change.Refuse),
    AFTER_ANSWER_LOOKED_UP(AppointmentLedger.class, "answerTo", true, Point::always),
    AFTER_LOOK(AppointmentLedger.class, "look", true, Point::always),
    BEFORE_CANCEL_COMMIT(AppointmentLedger.class, "change", false, (change, none) -> change instanceof Change.Cancel),
    AFTER_CANCEL_COMMIT(
            AppointmentLedger.class,
            "change",
            true,
            (change, answer) -> change instanceof Change.Cancel && isRecorded(answer)),
    BEFORE_MOVE_COMMIT(AppointmentLedger.class, "change", false, (change, none) -> change instanceof Change.Move),
    AFTER_MOVE_COMMIT(
            AppointmentLedger.class,
            "change",
            true,
            (change, answer) -> change instanceof Change.Move && isRecorded(answer)),
    BEFORE_AMEND_COMMIT(AppointmentLedger.class, "change", false, (change, none) -> change instanceof Change.Amend),
    AFTER_AMEND_COMMIT(
            AppointmentLedger.class,
            "change",
            true,
            (change, answer) -> change instanceof Change.Amend && isRecorded(answer)),
    BEFORE_WITHDRAW(SlotInventory.class, "withdraw", false, Point::always),
    AFTER_WITHDRAW(SlotInventory.class, "withdraw", true, Point::always),
    BEFORE_MARK(SeatLeases.class, "mark", false, Point::always),
    AFTER_MARK(SeatLeases.class, "mark", true, Point::always),
    BEFORE_FREED(SeatLeases.class, "freed", false, Point::always),
    AFTER_FREED(SeatLeases.class, "freed", true, Point::always),
    AFTER_ASKED(SeatLeases.class, "ask", true, (seats, leases) -> isSome(leases)),
    BEFORE_ARRIVED(SeatLeases.class, "arrived", false, Point::always),
    AFTER_LEASES_FOUND(SeatLeases.class, "ended", true, (practice, leases) -> isSome(leases)),
    BEFORE_SETTLED(SeatLeases.class, "settle", false, Point::always),
    AFTER_OWNERS_READ(LedgerTruth.class, "occupied", true, Point::always),
    BEFORE_TRUTH_READ(LedgerTruth.class, "truthOf", false, Point::always),
    AFTER_TRUTH_READ(LedgerTruth.class, "truthOf", true, Point::always),
    AFTER_FILL(InventoryRefill.class, "fill", true, Point::always),
    BEFORE_PUBLISH_COMMIT(SessionLedger.class, "record", false, Point::always),
    AFTER_PUBLISH_COMMIT(SessionLedger.class, "record", true, Point::always),
    AFTER_SEATS_OPENED(SeatInventory.class, "open", true, Point::always),
    AFTER_SEATS_BLOCKED(SeatInventory.class, "block", true, Point::always),
    BEFORE_GIVE_UP(SlotInventory.class, "giveUp", false, Point::always),
    AFTER_GIVE_UP(SlotInventory.class, "giveUp", true, Point::always);

    private final Class<?> port;
    private final String method;
    private final boolean isAfter;
    private final BiPredicate<Object, Object> when;

    Point(Class<?> port, String method, boolean isAfter, BiPredicate<Object, Object> when) {
        this.port = port;
        this.method = method;
        this.isAfter = isAfter;
        this.when = when;
    }

    /** The point that a call is at before it is made, if it has a name. */
    static Optional<Point> before(Class<?> port, String method, Object argument) {
        return find(port, method, false, argument, Future.class);
    }

    /** The point that a call is at when it has ended well. */
    static Optional<Point> after(Class<?> port, String method, Object argument, Object answer) {
        return find(port, method, true, argument, answer);
    }

    private static Optional<Point> find(Class<?> port, String method, boolean isAfter, Object argument, Object answer) {
        return Stream.of(values())
                .filter(point -> point.port.equals(port) && point.method.equals(method) && point.isAfter == isAfter)
                .filter(point -> point.when.test(argument, answer))
                .findFirst();
    }

    /** A write that has ended well cannot fail any more: its port promises that. */
    boolean mayFail() {
        boolean isWrite = port.equals(AppointmentLedger.class) || port.equals(SessionLedger.class);
        return !isAfter || !isWrite;
    }

    private static boolean always(Object argument, Object answer) {
        return true;
    }

    private static boolean isKind(Object claim, Claim.Kind kind) {
        return ((Claim) claim).kind() == kind;
    }

    private static boolean isClaimed(Object answer) {
        return answer instanceof ClaimAnswer.Claimed;
    }

    private static boolean isRecorded(Object answer) {
        return answer instanceof LedgerAnswer.Recorded;
    }

    private static boolean isSome(Object several) {
        return several instanceof Collection<?> all
                ? !all.isEmpty()
                : several instanceof Map<?, ?> map && !map.isEmpty();
    }
}
