package org.slotkeeper.domain.appointment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.SlotId;

final class IdsTest {

    private static final OdsCode PRACTICE = new OdsCode("A81001");

    @Property
    void aSlotIdReadsBackAsItself(
            @ForAll @IntRange(max = SlotId.ORDINAL_MAX) int ordinal, @ForAll @IntRange(max = 3000) int daysOn) {
        SlotId id = new SlotId(PRACTICE, LocalDate.of(2026, 1, 1).plusDays(daysOn), ordinal);
        assertThat(SlotId.parse(id.text())).contains(id);
    }

    @Test
    void aSlotIdIsSpeltInOneWayOnly() {
        assertThat(new SlotId(PRACTICE, LocalDate.of(2026, 11, 23), 17).text()).isEqualTo("A81001-20261123-017");
        assertThat(new SlotId(PRACTICE, LocalDate.of(2026, 11, 23), 1017).text())
                .isEqualTo("A81001-20261123-1017");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "A81001",
                "A81001-20261123",
                "A81001-20261123-17",
                "A81001-20261123-0017",
                "A81001-20261123-99999",
                "a81001-20261123-017",
                "A81001-20260229-017",
                "A81001-20261323-017",
                "A81001-20261123-017 ",
                "A8-20261123-017",
                "A81001-20261123-\u0661\u0667\u0660",
                "A81001--20261123-017",
                "A81001-20261123--17",
                "A81001-00001123-017",
                "A81001-20261123-017\n"
            })
    void whatIsNotASlotIdIsNone(String text) {
        assertThat(SlotId.parse(text)).isEmpty();
    }

    @Test
    void anAppointmentIdIsASeatAndAKey() {
        String text = "A81001-20261123-017-abcdefghijklmnopqrstuvwx23";
        Optional<AppointmentId> id = AppointmentId.parse(text);
        assertThat(id).map(AppointmentId::practice).contains(PRACTICE);
        assertThat(id).map(AppointmentId::text).contains(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "abcdefghijklmnopqrstuvwx23",
                "-abcdefghijklmnopqrstuvwx23",
                "A81001-20261123-017",
                "A81001-20261123-017-ABCDEFGHIJKLMNOPQRSTUVWX23",
                "A81001-20261123-017-abcdefghijklmnopqrstuvwx2",
                "A81001-20261123-17-abcdefghijklmnopqrstuvwx23",
                "../../etc/passwd"
            })
    void whatIsNotAnAppointmentIdIsNone(String text) {
        assertThat(AppointmentId.parse(text)).isEmpty();
    }

    @Property
    void everyNumberOfTheDemonstrationRangeIsValid(@ForAll @IntRange(max = 40_000_000) int index) {
        NhsNumber number = NhsNumber.ofDemonstration(index);
        assertThat(number.digits()).hasSize(10).startsWith("9");
        assertThat(NhsNumber.isValid(number.digits())).isTrue();
        assertThat(NhsNumber.parse(number.digits())).isEqualTo(number);
    }

    @Property
    void changingOneDigitOfAnNhsNumberMakesItInvalid(
            @ForAll("valid") NhsNumber number,
            @ForAll @IntRange(max = 9) int at,
            @ForAll @IntRange(min = 1, max = 9) int by) {
        char[] digits = number.digits().toCharArray();
        digits[at] = (char) ('0' + (digits[at] - '0' + by) % 10);
        assertThat(NhsNumber.isValid(new String(digits))).isFalse();
    }

    @Provide
    Arbitrary<NhsNumber> valid() {
        return Arbitraries.integers().between(0, 40_000_000).map(NhsNumber::ofDemonstration);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "943476591",
                "94347659191",
                "9434765918",
                "943476591x",
                "943 476 5919",
                "-943476591",
                "0000000000",
                "\u0669434765919"
            })
    void whatIsNotAnNhsNumberIsRefused(String text) {
        assertThat(NhsNumber.isValid(text)).isFalse();
        assertThatThrownBy(() -> NhsNumber.parse(text)).hasMessage("not an NHS number");
    }

    @Test
    void anNhsNumberIsNeverPrinted() {
        NhsNumber number = NhsNumber.parse("9434765919");
        assertThat(number.toString()).doesNotContain("943");
        assertThat(new Caller.Patient(number, Optional.empty(), Optional.empty()).toString())
                .doesNotContain("943");
    }
}
