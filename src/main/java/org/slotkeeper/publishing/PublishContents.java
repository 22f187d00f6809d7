package org.slotkeeper.publishing;

import java.time.Duration;
import org.slotkeeper.domain.appointment.RequestContent;
import org.slotkeeper.domain.schedule.AudienceWords;
import org.slotkeeper.domain.schedule.Practice.PracticeRules;
import org.slotkeeper.domain.schedule.SessionId;

/**
 * What each write of a practice says beside who asks, under which id and when. The names are kept
 * for good: {@link RequestContent} says why.
 */
final class PublishContents {

    private PublishContents() {}

    static RequestContent publishing(SessionDraft draft) {
        return RequestContent.of("publish")
                .text("session", draft.id().value())
                .text("date", draft.day().toString())
                .text("start", draft.timetable().start().toString())
                .text("end", draft.timetable().end().toString())
                .number("slotMinutes", draft.timetable().slotLength().toMinutes())
                .number("capacity", draft.timetable().capacity())
                .text("clinician", draft.care().clinician())
                .text("role", draft.care().role())
                .text("channel", draft.care().channel().word())
                .text("type", draft.care().serviceType())
                .text("location", draft.care().location())
                .text("release", draft.release().text())
                .texts("audience", AudienceWords.of(draft.audience()))
                .text("overlapReason", draft.overlapReason());
    }

    static RequestContent withdrawing(SessionId session) {
        return RequestContent.of("withdraw").text("session", session.value());
    }

    static RequestContent setting(PracticeRules rules) {
        return RequestContent.of("rules")
                .number("onlineBooking", rules.onlineBooking() ? 1 : 0)
                .number(
                        "bookableDaysAhead",
                        rules.bookingWindow().furthestAhead().toDays())
                .number("noticeMinutes", minutes(rules.bookingWindow().notice()))
                .number("cancelNoticeMinutes", minutes(rules.cancelNotice()))
                .number("appointmentsPerPatientMax", rules.appointmentsPerPatientMax());
    }

    private static long minutes(Duration duration) {
        return duration.toMinutes();
    }
}
