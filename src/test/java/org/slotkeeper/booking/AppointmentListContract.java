package org.slotkeeper.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.booking.LedgerWorld.ALL;
import static org.slotkeeper.booking.LedgerWorld.DAY;
import static org.slotkeeper.booking.LedgerWorld.NEXT_DAY;
import static org.slotkeeper.booking.LedgerWorld.NOW;
import static org.slotkeeper.booking.LedgerWorld.cancel;
import static org.slotkeeper.booking.LedgerWorld.move;
import static org.slotkeeper.booking.LedgerWorld.newPatient;
import static org.slotkeeper.booking.LedgerWorld.practiceSystem;
import static org.slotkeeper.booking.LedgerWorld.reader;
import static org.slotkeeper.booking.LedgerWorld.request;
import static org.slotkeeper.booking.LedgerWorld.self;
import static org.slotkeeper.booking.LedgerWorld.wanted;
import static org.slotkeeper.testing.Futures.await;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.slotkeeper.booking.spi.AppointmentLedger;
import org.slotkeeper.booking.spi.AppointmentLedger.Listed;
import org.slotkeeper.booking.spi.AppointmentLedger.Listing;
import org.slotkeeper.booking.spi.AppointmentLedger.Place;
import org.slotkeeper.booking.spi.Change;
import org.slotkeeper.booking.spi.LedgerAnswer;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.Appointment.State;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.appointment.Request;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;

/** How every ledger lists what a patient has. */
public interface AppointmentListContract {

    AppointmentLedger ledger();

    OdsCode publishedPractice();

    List<String> outcomesNoted(Request request);

    @Test
    default void aListIsInOrderOfTimeAndOnlyOfWhatIsAskedFor() {
        OdsCode practice = publishedPractice();
        NhsNumber patient = newPatient();
        Appointment late = listable(wanted(practice, patient, 9));
        Appointment early = listable(wanted(practice, patient, 3));
        Appointment cancelled = listable(wanted(practice, patient, 6));
        assertThat(await(ledger().change(cancel(cancelled)))).isInstanceOf(LedgerAnswer.Recorded.class);
        Optional<Instant> startOfLate = Optional.of(late.time().start());

        assertThat(ids(patient, ALL)).containsExactly(early.id(), cancelled.id(), late.id());
        assertThat(ids(patient, inTime(Optional.of(cancelled.time().start()), Optional.empty())))
                .containsExactly(cancelled.id(), late.id());
        assertThat(ids(patient, inTime(Optional.of(cancelled.time().start().plusMillis(1)), Optional.empty())))
                .containsExactly(late.id());
        assertThat(ids(patient, inTime(Optional.empty(), startOfLate))).containsExactly(early.id(), cancelled.id());
        assertThat(ids(patient, inStates(State.CANCELLED))).containsExactly(cancelled.id());
        assertThat(ids(patient, inStates(State.CANCELLED, State.BOOKED))).hasSize(3);
        assertThat(ids(patient, inStates(State.NO_SHOW, State.BOOKED))).containsExactly(early.id(), late.id());
        assertThat(ids(patient, inStates())).isEmpty();
    }

    /** Pages of each size give each appointment once, in one order, over practices, days and weeks. */
    @Test
    default void everyAppointmentIsOnOnePageWhateverItsSize() {
        NhsNumber patient = newPatient();
        List<AppointmentId> all = new ArrayList<>();
        for (int nth = 0; nth < 3; nth++) {
            OdsCode practice = publishedPractice();
            // The same start at each of three practices.
            all.add(listable(wanted(practice, patient, 0)).id());
            Request another = request(self(patient));
            all.add(listable(wanted(practice, patient, another, NEXT_DAY, List.of(nth)))
                    .id());
        }
        List<AppointmentId> inOrder = ids(patient, ALL);
        assertThat(inOrder).containsExactlyInAnyOrderElementsOf(all);

        for (int size = 1; size <= all.size() + 1; size++) {
            List<AppointmentId> seen = new ArrayList<>();
            Optional<Place> after = Optional.empty();
            boolean hasMore = true;
            while (hasMore) {
                Listed page = listed(patient, page(after, size));
                assertThat(page.total()).isEqualTo(all.size());
                assertThat(page.page()).hasSizeLessThanOrEqualTo(size);
                page.page().forEach(each -> seen.add(each.id()));
                after = page.page().stream().reduce((first, second) -> second).map(Place::of);
                hasMore = page.hasMore();
                assertThat(hasMore).isEqualTo(seen.size() < all.size());
            }
            assertThat(seen).as("pages of %d", size).isEqualTo(inOrder);
        }
    }

    @Test
    default void aPlaceKeepsItsMeaningWhileOthersAreBookedMovedAndCancelled() {
        OdsCode practice = publishedPractice();
        NhsNumber patient = newPatient();
        Appointment first = listable(wanted(practice, patient, 3));
        Appointment second = listable(wanted(practice, patient, 6));
        Appointment third = listable(wanted(practice, patient, 9));
        Place afterFirst = Place.of(first);

        Appointment earlier = listable(wanted(practice, patient, 0));
        Appointment later = listable(wanted(practice, patient, 12));
        assertThat(await(ledger().change(move(first, DAY, 15)))).isInstanceOf(LedgerAnswer.Recorded.class);
        assertThat(await(ledger().change(cancel(second)))).isInstanceOf(LedgerAnswer.Recorded.class);

        Listed rest = listed(patient, page(Optional.of(afterFirst), 10));
        assertThat(rest.page())
                .extracting(Appointment::id)
                .containsExactly(second.id(), third.id(), later.id(), first.id());
        assertThat(rest.total()).isEqualTo(5);
        assertThat(ids(patient, ALL)).startsWith(earlier.id());
    }

    @Test
    default void whatIsOnlyCountedIsNeitherShownNorNoted() {
        OdsCode practice = publishedPractice();
        NhsNumber patient = newPatient();
        Appointment only = listable(wanted(practice, patient, 3));
        Request counting = request(self(patient));
        Request behind = request(self(patient));

        assertThat(listed(patient, page(Optional.empty(), 0), counting)).isEqualTo(new Listed(List.of(), 1, true));
        assertThat(listed(patient, page(Optional.of(Place.of(only)), 5), behind))
                .isEqualTo(new Listed(List.of(), 1, false));
        assertThat(listed(newPatient(), ALL)).isEqualTo(new Listed(List.of(), 0, false));
        assertThat(outcomesNoted(counting)).isEmpty();
        assertThat(outcomesNoted(behind)).isEmpty();
    }

    @Test
    default void aPageNotesWhatIsOnItAndNoMore() {
        OdsCode practice = publishedPractice();
        NhsNumber patient = newPatient();
        List.of(3, 6, 9).forEach(ordinal -> listable(wanted(practice, patient, ordinal)));
        Request mine = request(self(patient));

        assertThat(listed(patient, page(Optional.empty(), 2), mine).page()).hasSize(2);
        assertThat(outcomesNoted(mine)).containsExactly("SHOWN", "SHOWN");
    }

    @Test
    default void theTotalIsOfWhatTheReaderMaySee() {
        OdsCode practice = publishedPractice();
        NhsNumber patient = newPatient();
        listable(wanted(practice, patient, 3));
        listable(wanted(practice, patient, 6));
        listable(wanted(publishedPractice(), patient, 9));
        Listing one = page(Optional.empty(), 1);

        Listed seen = await(ledger().list(patient, one, reader(practiceSystem(practice))));

        assertThat(seen.page()).hasSize(1);
        assertThat(seen.total()).isEqualTo(2);
        assertThat(await(ledger().list(patient, ALL, reader(practiceSystem(practice))))
                        .page())
                .hasSize(2)
                .allMatch(each -> each.practice().equals(practice));
        assertThat(seen.hasMore()).isTrue();
    }

    @CanIgnoreReturnValue
    private Appointment listable(Change.Book wanted) {
        assertThat(await(ledger().change(wanted))).isInstanceOf(LedgerAnswer.Recorded.class);
        return await(ledger().read(wanted.id(), reader(self(wanted.patient())))).orElseThrow();
    }

    private List<AppointmentId> ids(NhsNumber patient, Listing listing) {
        return listed(patient, listing).page().stream().map(Appointment::id).toList();
    }

    private Listed listed(NhsNumber patient, Listing listing) {
        return listed(patient, listing, request(self(patient)));
    }

    private Listed listed(NhsNumber patient, Listing listing, Request request) {
        return await(ledger().list(
                        patient, listing, new AppointmentLedger.Reader(request.caller(), request.requestId(), NOW)));
    }

    private static Listing inTime(Optional<Instant> from, Optional<Instant> until) {
        return new Listing(from, until, Optional.empty(), Optional.empty(), 100);
    }

    private static Listing inStates(State... states) {
        return new Listing(Optional.empty(), Optional.empty(), Optional.of(Set.of(states)), Optional.empty(), 100);
    }

    private static Listing page(Optional<Place> after, int size) {
        return new Listing(Optional.empty(), Optional.empty(), Optional.empty(), after, size);
    }
}
