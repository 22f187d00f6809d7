package org.slotkeeper.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.publishing.Publishing.GP;
import static org.slotkeeper.publishing.Publishing.RULES;
import static org.slotkeeper.publishing.Publishing.draft;

import java.nio.charset.StandardCharsets;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;
import org.slotkeeper.domain.appointment.RequestContent;
import org.slotkeeper.domain.schedule.SessionId;

/** What stands here was stored by releases that are in use: a practice's retry is known again by it after an upgrade, so it may be added to, not changed. */
final class PublishContentsTest {

    @Test
    void aSession() {
        is(PublishContents.publishing(draft(LocalTime.of(8, 0), LocalTime.of(9, 30), 10, 2, GP)), """
                1 publish
                session 7 morning
                date 10 2026-11-23
                start 5 08:00
                end 5 09:30
                slotMinutes 2 10
                capacity 1 2
                clinician 13 Dr A. Example
                role 28 General Medical Practitioner
                channel 9 In-person
                type 5 Acute
                location 12 Main surgery
                release 7 at-once
                audience *1
                19 registered-patients
                """);
    }

    @Test
    void aWithdrawal() {
        is(PublishContents.withdrawing(new SessionId("morning")), """
                1 withdraw
                session 7 morning
                """);
    }

    @Test
    void rules() {
        is(PublishContents.setting(RULES), """
                1 rules
                onlineBooking 1 1
                bookableDaysAhead 2 28
                noticeMinutes 2 30
                cancelNoticeMinutes 3 120
                appointmentsPerPatientMax 1 4
                """);
    }

    private static void is(RequestContent content, String bytes) {
        assertThat(new String(content.toBytes(), StandardCharsets.UTF_8)).isEqualTo(bytes);
    }
}
