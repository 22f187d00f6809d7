package org.slotkeeper.domain.appointment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.Audience;
import org.slotkeeper.domain.schedule.AudienceWords;
import org.slotkeeper.domain.schedule.Channel;
import org.slotkeeper.domain.schedule.ReleaseRule;

/** Words by which the ledger keeps values: rows outlive releases, so that a word may be added and none changed. */
final class StoredWordsTest {

    @Test
    void statesOfAppointments() {
        assertThat(Arrays.stream(Appointment.State.values()).map(Enum::name))
                .contains("BOOKED", "CANCELLED", "ARRIVED", "FULFILLED", "NO_SHOW");
    }

    @Test
    void channels() {
        assertThat(Arrays.stream(Channel.values()).map(Enum::name)).contains("IN_PERSON", "TELEPHONE", "VIDEO");
    }

    @Test
    void releaseRules() {
        isStored(new ReleaseRule.AtOnce(), "at-once");
        isStored(new ReleaseRule.At(Instant.parse("2026-11-23T08:00:00Z")), "at 2026-11-23T08:00:00Z");
        isStored(new ReleaseRule.DaysBefore(2, LocalTime.of(8, 0)), "days-before 2 08:00");
    }

    @Test
    void audiences() {
        Audience audience = new Audience(true, true, Set.of("111", "hub"), Set.of(new OdsCode("RXX01")));
        assertThat(AudienceWords.text(audience))
                .isEqualTo("registered-patients,any-patient,org-type:111,org-type:hub,ods:RXX01");
        assertThat(AudienceWords.parseText("practice")).isEqualTo(Audience.PRACTICE_ONLY);
    }

    private static void isStored(ReleaseRule rule, String text) {
        assertThat(rule.text()).isEqualTo(text);
        assertThat(ReleaseRule.parse(text)).isEqualTo(rule);
    }
}
