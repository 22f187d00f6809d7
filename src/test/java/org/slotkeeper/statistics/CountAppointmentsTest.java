package org.slotkeeper.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.booking.LedgerWorld.DAY;
import static org.slotkeeper.booking.LedgerWorld.NEXT_DAY;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.slotkeeper.booking.LedgerWorld;
import org.slotkeeper.booking.spi.PracticeBooks;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.Channel;
import org.slotkeeper.domain.schedule.Interval;
import org.slotkeeper.domain.schedule.PracticeBook;
import org.slotkeeper.relay.Changes;
import org.slotkeeper.relay.spi.AppointmentChange;
import org.slotkeeper.relay.spi.Passage;
import org.slotkeeper.statistics.spi.CountedHour;
import org.slotkeeper.statistics.spi.Tally;

/** What was booked, moved and cancelled is counted where and when it is, and shown to its practice alone. */
final class CountAppointmentsTest {

    private static final OdsCode PRACTICE = LedgerWorld.newPractice();

    private final InMemoryAppointmentCounts counts = new InMemoryAppointmentCounts();
    private final CountAppointments counting = new CountAppointments(counts);
    private long heard;

    @Test
    void aBookingIsCounted() {
        hear(Changes.booked(PRACTICE, DAY, 0), Changes.booked(PRACTICE, DAY, 5), Changes.booked(PRACTICE, DAY, 6));

        assertThat(counted()).isEqualTo(Map.of(at(DAY, 9), new Tally(2, 0, 0), at(DAY, 10), new Tally(1, 0, 0)));
    }

    @Test
    void oneThatIsCancelledIsCountedAsThat() {
        AppointmentChange booked = Changes.booked(PRACTICE, DAY, 0);

        hear(booked, Changes.amended(booked.after()));
        hear(Changes.cancelled(Changes.amended(booked.after()).after()));

        assertThat(counted()).isEqualTo(Map.of(at(DAY, 9), new Tally(1, 1, 0)));
    }

    @Test
    void oneThatMovesIsCountedWhereItLeavesAndWhereItGoes() {
        AppointmentChange booked = Changes.booked(PRACTICE, DAY, 0);

        hear(booked, Changes.movedTo(NEXT_DAY, 6, booked.after()));

        assertThat(counted()).isEqualTo(Map.of(at(DAY, 9), new Tally(1, 0, 1), at(NEXT_DAY, 10), new Tally(1, 0, 0)));
    }

    @Test
    void anHourIsThatOfClocksInLondon() {
        AppointmentChange booked = Changes.booked(PRACTICE, DAY, 0);
        Instant halfPastMidnight = Instant.parse("2027-06-30T23:30:00Z");
        Appointment before = booked.after();
        Appointment atMidnight = new Appointment(
                before.id(),
                before.patient(),
                before.revision(),
                new Appointment.Allocation(
                        before.seats(),
                        List.of(),
                        new Interval(halfPastMidnight, halfPastMidnight.plusSeconds(600)),
                        before.care()),
                before.notes(),
                before.booked());

        hear(new AppointmentChange(Optional.empty(), atMidnight));

        LocalDate july = LocalDate.parse("2027-07-01");
        assertThat(counts.of(PRACTICE, july, july).result()).containsOnlyKeys(at(july, 0));
    }

    @Test
    void nobodyButThePracticeIsShownThem() {
        hear(Changes.booked(PRACTICE, DAY, 0));
        OdsCode other = LedgerWorld.newPractice();

        for (Caller caller : List.of(
                LedgerWorld.self(LedgerWorld.newPatient()),
                LedgerWorld.organisation("RX809"),
                new Caller.PracticeSystem(other, Set.of(Caller.PUBLISH)),
                practiceWith(Caller.READ))) {
            assertThat(told(caller, PRACTICE)).as(caller.toString()).isEqualTo("forbidden");
        }
        assertThat(told(practiceWith(Caller.PUBLISH), PRACTICE)).isEqualTo("1 hours");
        assertThat(told(new Caller.PracticeSystem(other, Set.of(Caller.PUBLISH)), other))
                .isEqualTo("unknown");
    }

    @Test
    void aPeriodHasAnEndAndALimit() {
        Caller own = practiceWith(Caller.PUBLISH);

        assertThat(told(own, PRACTICE, DAY, DAY.plusDays(ReadStatistics.DAYS_MAX - 1)))
                .isEqualTo("0 hours");
        for (LocalDate to : List.of(DAY.minusDays(1), DAY.plusDays(ReadStatistics.DAYS_MAX))) {
            assertThat(told(own, PRACTICE, DAY, to)).isEqualTo("at most " + ReadStatistics.DAYS_MAX);
        }
    }

    private String told(Caller caller, OdsCode practice) {
        return told(caller, practice, DAY, DAY);
    }

    private String told(Caller caller, OdsCode practice, LocalDate from, LocalDate to) {
        return new ReadStatistics(new OneBook(), counts)
                .read(caller, practice, from, to)
                .result()
                .match(new StatisticsOutcome.Cases<>() {
                    @Override
                    public String counted(SortedMap<CountedHour, Tally> hours) {
                        return hours.size() + " hours";
                    }

                    @Override
                    public String forbidden() {
                        return "forbidden";
                    }

                    @Override
                    public String notAPeriod(int daysMax) {
                        return "at most " + daysMax;
                    }

                    @Override
                    public String practiceUnknown() {
                        return "unknown";
                    }
                });
    }

    private static final class OneBook implements PracticeBooks {
        @Override
        public Future<Optional<PracticeBook>> find(OdsCode practice) {
            return Future.succeededFuture(
                    practice.equals(PRACTICE) ? Optional.of(LedgerWorld.bookOf(practice)) : Optional.empty());
        }

        @Override
        public Future<Optional<PracticeBook>> find(OdsCode practice, int atLeastVersion) {
            return find(practice);
        }
    }

    private static Caller practiceWith(String scope) {
        return new Caller.PracticeSystem(PRACTICE, Set.of(scope));
    }

    private void hear(AppointmentChange... changes) {
        Passage passage = new Passage(heard, heard + changes.length, Optional.empty(), List.of(changes));
        assertThat(counting.hear(passage).succeeded()).isTrue();
        heard = passage.to();
    }

    private SortedMap<CountedHour, Tally> counted() {
        return counts.of(PRACTICE, DAY, NEXT_DAY).result();
    }

    private static CountedHour at(LocalDate day, int hour) {
        return new CountedHour(PRACTICE, day, Channel.IN_PERSON, hour);
    }
}
