package org.slotkeeper.postgres.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.booking.LedgerWorld.DAY;
import static org.slotkeeper.booking.LedgerWorld.NEXT_DAY;
import static org.slotkeeper.booking.LedgerWorld.amend;
import static org.slotkeeper.booking.LedgerWorld.cancel;
import static org.slotkeeper.booking.LedgerWorld.move;
import static org.slotkeeper.booking.LedgerWorld.newPatient;
import static org.slotkeeper.booking.LedgerWorld.otherContent;
import static org.slotkeeper.booking.LedgerWorld.reader;
import static org.slotkeeper.booking.LedgerWorld.request;
import static org.slotkeeper.booking.LedgerWorld.self;
import static org.slotkeeper.booking.LedgerWorld.wanted;
import static org.slotkeeper.testing.Futures.await;

import io.vertx.core.Future;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.slotkeeper.booking.InMemoryLedger;
import org.slotkeeper.booking.LedgerWorld;
import org.slotkeeper.booking.spi.AppointmentLedger;
import org.slotkeeper.booking.spi.Change;
import org.slotkeeper.booking.spi.LedgerAnswer;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.appointment.Request;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;

/** Over random histories of few patients and few seats the ledger in Postgres answers as the model does. */
final class LedgerAgreesWithModelTest {

    private static final int STEPS = 40;
    private static PublishedLedger real;

    @BeforeContainer
    static void start() {
        real = new PublishedLedger(1);
    }

    @AfterContainer
    static void stop() {
        real.close();
    }

    @Property(tries = 25, shrinking = ShrinkingMode.OFF)
    void bothGiveTheSameAnswers(@ForAll long seed) {
        History history = new History(seed);
        for (int step = 0; step < STEPS; step++) {
            history.step();
        }
        history.patients.forEach(
                patient -> assertThat(history.listed(real, patient)).isEqualTo(history.listed(history.model, patient)));
    }

    private static final class History {

        private final Random chance;
        private final InMemoryLedger model = new InMemoryLedger(LedgerWorld::bookOf);
        private final OdsCode practice = real.publishedPractice();
        private final List<NhsNumber> patients = List.of(newPatient(), newPatient(), newPatient());
        private final List<Request> asked = new ArrayList<>();
        private final List<Appointment> seen = new ArrayList<>();

        History(long seed) {
            this.chance = new Random(seed);
        }

        void step() {
            NhsNumber patient = patients.get(chance.nextInt(patients.size()));
            int kind = chance.nextInt(11);
            if (kind == 10) {
                Change.Refuse refusing =
                        new Change.Refuse(practice, "book", requestOf(patient), refusal(), LedgerWorld.NOW);
                both(ledger -> ledger.change(refusing));
            } else if (kind < 5 || seen.isEmpty()) {
                Request request = requestOf(patient);
                LocalDate day = chance.nextInt(3) == 0 ? NEXT_DAY : DAY;
                Change.Book wanted = wanted(practice, patient, request, day, ordinals());
                both(ledger -> ledger.change(wanted));
                patients.forEach(each -> listed(model, each).forEach(this::remember));
            } else {
                change(seen.get(chance.nextInt(seen.size())), kind);
            }
        }

        private Refusal refusal() {
            return chance.nextBoolean()
                    ? new Refusal.PatientLimit(chance.nextInt(5) + 1)
                    : new Refusal.SlotTaken(List.of());
        }

        private void change(Appointment appointment, int kind) {
            if (kind < 7) {
                var cancel = cancel(appointment);
                both(ledger -> ledger.change(cancel));
            } else if (kind < 8) {
                var amend = amend(appointment, "note " + chance.nextInt(100));
                both(ledger -> ledger.change(amend));
            } else {
                List<Integer> ordinals = ordinals();
                var move = move(appointment, DAY, ordinals.toArray(new Integer[0]));
                both(ledger -> ledger.change(move));
            }
            patients.forEach(each -> listed(model, each).forEach(this::remember));
        }

        private void remember(Appointment appointment) {
            if (!seen.contains(appointment)) {
                seen.add(appointment);
            }
        }

        private Request requestOf(NhsNumber patient) {
            if (!asked.isEmpty() && chance.nextInt(5) == 0) {
                Request before = asked.get(chance.nextInt(asked.size()));
                return chance.nextBoolean() ? before : otherContent(before);
            }
            Request request = request(self(patient));
            asked.add(request);
            return request;
        }

        private List<Integer> ordinals() {
            int first = chance.nextInt(6);
            return chance.nextInt(4) == 0 ? List.of(first, first + 1) : List.of(first);
        }

        private void both(Function<AppointmentLedger, Future<LedgerAnswer>> call) {
            LedgerAnswer expected = withoutSeatVersion(await(call.apply(model)));
            assertThat(withoutSeatVersion(await(call.apply(real)))).isEqualTo(expected);
        }

        private List<Appointment> listed(AppointmentLedger ledger, NhsNumber patient) {
            return await(ledger.list(patient, LedgerWorld.ALL, reader(self(patient))))
                    .page();
        }

        private static LedgerAnswer withoutSeatVersion(LedgerAnswer answer) {
            return answer instanceof LedgerAnswer.Recorded recorded
                    ? new LedgerAnswer.Recorded(recorded.version(), recorded.recordedAt())
                    : answer;
        }
    }
}
