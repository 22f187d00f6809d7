package org.slotkeeper.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.booking.LedgerWorld.CLINIC;
import static org.slotkeeper.booking.LedgerWorld.DAY;
import static org.slotkeeper.booking.LedgerWorld.NEXT_DAY;
import static org.slotkeeper.booking.LedgerWorld.newPatient;
import static org.slotkeeper.booking.LedgerWorld.organisation;
import static org.slotkeeper.booking.LedgerWorld.request;
import static org.slotkeeper.booking.LedgerWorld.self;
import static org.slotkeeper.booking.LedgerWorld.wanted;
import static org.slotkeeper.testing.Futures.await;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.slotkeeper.booking.spi.AppointmentLedger;
import org.slotkeeper.booking.spi.Change;
import org.slotkeeper.booking.spi.LedgerAnswer;
import org.slotkeeper.booking.spi.SlotArchive;
import org.slotkeeper.booking.spi.SlotArchive.SeatOwners;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.DayBook;
import org.slotkeeper.domain.schedule.PracticeBook;
import org.slotkeeper.domain.schedule.Slot;
import org.slotkeeper.domain.schedule.SlotRun;

/** What every archive of slots says of what a ledger and its practices have done. */
public interface SlotArchiveContract {

    SlotArchive archive();

    AppointmentLedger ledger();

    /** A practice with the book of {@link LedgerWorld}. */
    OdsCode publishedPractice();

    /** Takes seats of {@link LedgerWorld#DAY} for the practice itself. */
    void withdraw(OdsCode practice, List<Integer> ordinals);

    /** As if the week of this Monday had been taken out of the ledger. */
    void takeOut(LocalDate monday);

    @Test
    default void aDayIsTakenOutWithItsWeekAndWithNoOther() {
        LocalDate monday = LocalDate.of(2019, 3, 25);
        assertThat(await(archive().isTakenOut(monday))).isFalse();

        takeOut(monday);

        // The clocks change on its Sunday.
        assertThat(await(archive().isTakenOut(monday))).isTrue();
        assertThat(await(archive().isTakenOut(monday.plusDays(6)))).isTrue();
        assertThat(await(archive().isTakenOut(monday.minusDays(1)))).isFalse();
        assertThat(await(archive().isTakenOut(monday.plusDays(7)))).isFalse();
    }

    @Test
    default void aSlotThatNobodyHasHasNoOwners() {
        OdsCode practice = publishedPractice();

        assertThat(owners(practice, DAY, 3, self(newPatient()))).isEqualTo(new SeatOwners(Set.of(), Set.of(), false));
    }

    @Test
    default void whatAnAppointmentHasAndWhatThePracticeTookOutAreToldApart() {
        OdsCode practice = publishedPractice();
        record(wanted(practice, newPatient(), CLINIC + 4));
        record(wanted(practice, newPatient(), CLINIC + 6));
        withdraw(practice, List.of(CLINIC + 3, CLINIC + 2));

        SeatOwners owners = await(archive().owners(slot(practice, DAY, CLINIC + 3), Optional.empty()));

        assertThat(owners).isEqualTo(new SeatOwners(Set.of(CLINIC + 4), Set.of(CLINIC + 3), false));
    }

    @Test
    default void anAppointmentIsForItsPatientsEyesAndNobodyElses() {
        OdsCode practice = publishedPractice();
        NhsNumber patient = newPatient();
        record(wanted(practice, patient, 3, 4));

        assertThat(isInAppointmentOf(self(patient), practice, DAY, 3)).isTrue();
        assertThat(isInAppointmentOf(self(patient), practice, DAY, 4)).isTrue();
        assertThat(isInAppointmentOf(self(patient), practice, DAY, 5)).isFalse();
        assertThat(isInAppointmentOf(self(patient), practice, NEXT_DAY, 3)).isFalse();
        assertThat(isInAppointmentOf(self(patient), publishedPractice(), DAY, 3))
                .isFalse();
        assertThat(isInAppointmentOf(self(newPatient()), practice, DAY, 3)).isFalse();
        assertThat(isInAppointmentOf(organisation("Y00111"), practice, DAY, 3)).isFalse();
    }

    @Test
    default void aCancelledAppointmentStillNamesItsSlotToItsPatient() {
        OdsCode practice = publishedPractice();
        NhsNumber patient = newPatient();
        Appointment booked = record(wanted(practice, patient, 3));

        assertThat(await(ledger().change(LedgerWorld.cancel(booked)))).isInstanceOf(LedgerAnswer.Recorded.class);

        SeatOwners owners = owners(practice, DAY, 3, self(patient));
        assertThat(owners).isEqualTo(new SeatOwners(Set.of(), Set.of(), true));
    }

    @Test
    default void anAppointmentThatWasMovedIsInItsNewSlot() {
        OdsCode practice = publishedPractice();
        NhsNumber patient = newPatient();
        Appointment booked = record(wanted(practice, patient, 3));

        assertThat(await(ledger().change(LedgerWorld.move(booked, NEXT_DAY, 7))))
                .isInstanceOf(LedgerAnswer.Recorded.class);

        assertThat(isInAppointmentOf(self(patient), practice, NEXT_DAY, 7)).isTrue();
        assertThat(isInAppointmentOf(self(patient), practice, DAY, 3)).isFalse();
    }

    @Test
    default void whatAnOrganisationHasBookedIsForItsEyes() {
        OdsCode practice = publishedPractice();
        Caller hub = organisation("Y00112");
        record(wanted(practice, newPatient(), request(hub), DAY, List.of(3)));

        assertThat(isInAppointmentOf(hub, practice, DAY, 3)).isTrue();
        assertThat(isInAppointmentOf(organisation("Y00113"), practice, DAY, 3)).isFalse();
    }

    @Test
    default void aDayIsAsItWasPublished() {
        OdsCode practice = publishedPractice();
        DayBook published = LedgerWorld.bookOf(practice).day(DAY).orElseThrow();

        DayBook day = await(archive().day(practice, DAY)).orElseThrow();

        assertThat(day.day()).isEqualTo(DAY);
        assertThat(day.slots()).isEqualTo(published.slots());
        assertThat(await(archive().day(practice, DAY.minusDays(1)))).isEmpty();
        assertThat(await(archive().day(practice, LocalDate.of(2000, 1, 1)))).isEmpty();
        assertThat(await(archive().day(LedgerWorld.newPractice(), DAY))).isEmpty();
    }

    @Test
    default void allCareThatWasEverPromisedIsKept() {
        OdsCode practice = publishedPractice();

        assertThat(await(archive().cares(practice)))
                .containsExactlyInAnyOrderElementsOf(
                        LedgerWorld.runsOf(DAY).stream().map(SlotRun::care).toList());
        assertThat(await(archive().cares(LedgerWorld.newPractice()))).isEmpty();
    }

    @CanIgnoreReturnValue
    private Appointment record(Change.Book wanted) {
        assertThat(await(ledger().change(wanted))).isInstanceOf(LedgerAnswer.Recorded.class);
        return await(ledger().look(wanted.id(), request(self(wanted.patient()))))
                .orElseThrow();
    }

    private boolean isInAppointmentOf(Caller reader, OdsCode practice, LocalDate day, int ordinal) {
        return owners(practice, day, ordinal, reader).isInReadersAppointment();
    }

    private SeatOwners owners(OdsCode practice, LocalDate day, int ordinal, Caller reader) {
        return await(archive().owners(slot(practice, day, ordinal), Optional.of(reader)));
    }

    private static Slot slot(OdsCode practice, LocalDate day, int ordinal) {
        PracticeBook book = LedgerWorld.bookOf(practice);
        return book.day(day).flatMap(found -> found.slot(ordinal)).orElseThrow();
    }
}
