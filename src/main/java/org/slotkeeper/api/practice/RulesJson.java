package org.slotkeeper.api.practice;

import java.time.Duration;
import java.util.Optional;
import org.slotkeeper.api.Failure;
import org.slotkeeper.domain.schedule.BookingWindow;
import org.slotkeeper.domain.schedule.Practice.PracticeRules;
import org.slotkeeper.platform.JsonText;
import org.slotkeeper.publishing.BrokenRule;

/** A practice's rules in JSON, read and written. All of them are said each time. */
final class RulesJson {

    private static final int DAYS_AHEAD_MAX = 400;
    private static final int NOTICE_MINUTES_MAX = 14 * 24 * 60;
    private static final int APPOINTMENTS_MAX = 100;

    private RulesJson() {}

    static Parsed<PracticeRules> read(JsonFields fields) {
        boolean onlineBooking = fields.flag("onlineBooking");
        int daysAhead = fields.number("bookableDaysAhead");
        int notice = fields.number("noticeMinutes");
        int cancelNotice = fields.number("cancelNoticeMinutes");
        int appointments = fields.number("appointmentsPerPatientMax");
        Optional<Failure> failure = fields.failure()
                .or(() -> outside("bookableDaysAhead", daysAhead, 1, DAYS_AHEAD_MAX))
                .or(() -> outside("noticeMinutes", notice, 0, NOTICE_MINUTES_MAX))
                .or(() -> outside("cancelNoticeMinutes", cancelNotice, 0, NOTICE_MINUTES_MAX))
                .or(() -> outside("appointmentsPerPatientMax", appointments, 1, APPOINTMENTS_MAX))
                .or(() -> closedBeforeItOpens(daysAhead, notice));
        if (failure.isPresent()) {
            return new Parsed.Bad<>(failure.get());
        }
        BookingWindow window = new BookingWindow(Duration.ofDays(daysAhead), Duration.ofMinutes(notice));
        return new Parsed.Good<>(
                new PracticeRules(onlineBooking, window, Duration.ofMinutes(cancelNotice), appointments));
    }

    /** The members of the object. */
    static JsonText write(JsonText text, PracticeRules rules) {
        return text.field("onlineBooking", rules.onlineBooking())
                .field(
                        "bookableDaysAhead",
                        rules.bookingWindow().furthestAhead().toDays())
                .field("noticeMinutes", rules.bookingWindow().notice().toMinutes())
                .field("cancelNoticeMinutes", rules.cancelNotice().toMinutes())
                .field("appointmentsPerPatientMax", rules.appointmentsPerPatientMax());
    }

    private static Optional<Failure> outside(String field, int value, int min, int max) {
        return value < min || value > max
                ? Optional.of(Failures.brokenRule(new BrokenRule(field, "must be " + min + " to " + max)))
                : Optional.empty();
    }

    private static Optional<Failure> closedBeforeItOpens(int daysAhead, int notice) {
        return Duration.ofMinutes(notice).compareTo(Duration.ofDays(daysAhead)) < 0
                ? Optional.empty()
                : Optional.of(
                        Failures.brokenRule(new BrokenRule("noticeMinutes", "must be shorter than bookableDaysAhead")));
    }
}
