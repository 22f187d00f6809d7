package org.slotkeeper.postgres.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.booking.LedgerWorld.ALL;
import static org.slotkeeper.booking.LedgerWorld.DAY;
import static org.slotkeeper.booking.LedgerWorld.NEXT_DAY;
import static org.slotkeeper.booking.LedgerWorld.cancel;
import static org.slotkeeper.booking.LedgerWorld.move;
import static org.slotkeeper.booking.LedgerWorld.newPatient;
import static org.slotkeeper.booking.LedgerWorld.reader;
import static org.slotkeeper.booking.LedgerWorld.request;
import static org.slotkeeper.booking.LedgerWorld.self;
import static org.slotkeeper.booking.LedgerWorld.wanted;
import static org.slotkeeper.testing.Futures.await;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.slotkeeper.booking.LedgerWorld;
import org.slotkeeper.booking.spi.Change;
import org.slotkeeper.booking.spi.LedgerAnswer;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.PracticeBook;
import org.slotkeeper.testing.Stores;

/**
 * An engine that has a practice's book tells the same of an appointment as one that has none, and
 * does not ask the ledger for it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BooksInMemoryTest {

    private PublishedLedger without;
    private PublishedLedger with;
    private PublishedLedger withFirstDay;

    @BeforeAll
    void start() {
        PublishedLedger.Site site =
                PublishedLedger.Site.of(Stores.freshDatabase()).with(PublishedLedger.PATIENT);
        without = new PublishedLedger(1, site);
        with = new PublishedLedger(1, site.with((KnownBooks) practice -> Optional.of(LedgerWorld.bookOf(practice))));
        withFirstDay = new PublishedLedger(1, site.with((KnownBooks) BooksInMemoryTest::firstDayOf));
    }

    @AfterAll
    void stop() {
        without.close();
        with.close();
        withFirstDay.close();
    }

    /** A book as it was before the practice published its second day. */
    private static Optional<PracticeBook> firstDayOf(OdsCode practice) {
        PracticeBook whole = LedgerWorld.bookOf(practice);
        return Optional.of(
                new PracticeBook(whole.practice(), 1, List.of(whole.day(DAY).orElseThrow())));
    }

    /** One seat, several, one of a group, and another day: in memory, on record, and in part. */
    @Test
    void itTellsOfSeatsWhatIsOnRecord() {
        OdsCode practice = without.publishedPractice();
        NhsNumber patient = newPatient();
        Appointment single = booked(wanted(practice, patient, 3));
        Appointment unusedOfTwo = booked(wanted(practice, patient, 5, 6));
        Appointment unusedOfGroup = booked(wanted(practice, patient, LedgerWorld.CLINIC + 4));
        Change.Move toNextDay = move(single, NEXT_DAY, 7);
        assertThat(await(without.change(toNextDay))).isInstanceOf(LedgerAnswer.Recorded.class);

        List<Appointment> onRecord = listed(without, patient);

        assertThat(onRecord).hasSize(3).allSatisfy(one -> assertThat(one.slots())
                .isNotEmpty());
        long askedBefore = asked(with);
        assertThat(listed(with, patient)).isEqualTo(onRecord);
        assertThat(asked(with)).isEqualTo(askedBefore);
        long askedInPart = asked(withFirstDay);
        assertThat(listed(withFirstDay, patient)).isEqualTo(onRecord);
        assertThat(asked(withFirstDay)).isEqualTo(askedInPart + 1);
    }

    @Test
    void itLooksReadsAndTellsAgainWithoutAsking() {
        OdsCode practice = without.publishedPractice();
        NhsNumber patient = newPatient();
        Change.Book wanted = wanted(practice, patient, 9);
        Appointment booked = booked(wanted);
        long askedBefore = asked(with);

        assertThat(await(with.look(booked.id(), request(self(patient))))).hasValue(booked);
        assertThat(await(with.read(booked.id(), reader(self(patient))))).hasValue(booked);
        assertThat(await(with.change(wanted))).isEqualTo(new LedgerAnswer.Replayed(booked));
        assertThat(await(with.change(cancel(booked)))).isInstanceOf(LedgerAnswer.Recorded.class);

        assertThat(asked(with)).isEqualTo(askedBefore);
    }

    private Appointment booked(Change.Book wanted) {
        LedgerAnswer answer = await(without.change(wanted));
        assertThat(answer).isInstanceOf(LedgerAnswer.Recorded.class);
        return await(without.look(wanted.id(), request(self(wanted.patient())))).orElseThrow();
    }

    private static List<Appointment> listed(PublishedLedger ledger, NhsNumber patient) {
        return await(ledger.list(patient, ALL, reader(self(patient)))).page();
    }

    /** How often the ledger's engine has asked which slots some seats are in. */
    private static long asked(PublishedLedger ledger) {
        return ledger.meters()
                .scrape()
                .lines()
                .filter(line -> line.startsWith("slotkeeper_store_calls_seconds_count")
                        && line.contains("ledger_slots_and_care"))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
