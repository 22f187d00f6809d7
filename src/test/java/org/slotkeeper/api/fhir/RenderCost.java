package org.slotkeeper.api.fhir;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slotkeeper.api.EngineRequest;
import org.slotkeeper.api.Operation;
import org.slotkeeper.api.RequestTarget;
import org.slotkeeper.booking.Entry;
import org.slotkeeper.booking.FreeSlots;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.party.Booker;
import org.slotkeeper.domain.schedule.DayBook;
import org.slotkeeper.domain.schedule.PracticeBook;
import org.slotkeeper.domain.schedule.SeatId;
import org.slotkeeper.domain.schedule.Slot;
import org.slotkeeper.testing.AllRoutes;

/** Prints what reading and writing cost in microseconds of this thread's CPU, warmed up. Run by hand: machines differ, so nothing is asserted. */
final class RenderCost {

    private static final int WARM_UP_SECONDS = 4;
    private static final int ROUNDS = 50_000;

    private RenderCost() {}

    public static void main(String[] args) {
        SlotSearchReader searchReader = new SlotSearchReader(Desk.SETTINGS);
        SlotBundles bundles = new SlotBundles(new SlotTexts(Desk.SETTINGS), Desk.SETTINGS);
        AppointmentReader appointmentReader = new AppointmentReader(new References(Desk.SETTINGS));
        Desk desk = new Desk();
        FreeSlots fifty = slots(desk.books.all().get(Books.OPEN));
        EngineRequest search = request(
                FhirApi.SLOT_SEARCH,
                List.of(
                        Map.entry("schedule.actor", "HealthcareService/A81001"),
                        Map.entry("start", "ge2026-11-23"),
                        Map.entry("start", "lt2026-11-30"),
                        Map.entry("status", "free"),
                        Map.entry("_include", "Slot:schedule")),
                Buffer.buffer());
        SlotQuery query = searchReader.read(search);
        JsonObject body =
                Bodies.appointment(Desk.ANN, Desk.slot(Books.MONDAY, 0)).put("description", "Knee");
        EngineRequest booking = request(FhirApi.BOOK, List.of(), Buffer.buffer(body.encode()));
        Entry booked = new Entry.Recorded(appointment(fifty.slots().get(0).slot()));
        OperationOutcomes outcomes = new OperationOutcomes();
        Refusal taken = new Refusal.SlotTaken(
                fifty.slots().subList(1, 4).stream().map(FreeSlots.Found::slot).toList());

        System.out.println(bundles.write(fifty, query, search.requestId()).length() + " bytes a search");
        measure(
                "search: read the query",
                () -> searchReader.read(search).search().countMax());
        measure("search: write 50 slots", () -> bundles.write(fifty, query, search.requestId())
                .length());
        measure(
                "book: read",
                () -> appointmentReader.book(booking).choice().slots().size());
        measure("book: write", () -> Appointments.resource(booked).length());
        measure("refusal: write", () -> outcomes.write(taken, OperationOutcomes.Sent.APPOINTMENT, search.requestId())
                .body()
                .length());
    }

    private static void measure(String what, LongSupplier work) {
        long sink = 0;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(WARM_UP_SECONDS);
        while (System.nanoTime() < end) {
            for (int round = 0; round < 1_000; round++) {
                sink += work.getAsLong();
            }
        }
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (int round = 0; round < ROUNDS; round++) {
            sink += work.getAsLong();
        }
        long spent = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
        System.out.printf("%-24s %7.2f us%s%n", what, spent / 1_000.0 / ROUNDS, sink == 0 ? " (nothing)" : "");
    }

    /** Fifty times a free slot, of two days and three kinds. */
    private static FreeSlots slots(PracticeBook book) {
        List<FreeSlots.Found> found = new ArrayList<>();
        for (LocalDate day : List.of(Books.MONDAY, Books.TUESDAY)) {
            DayBook dayBook = book.day(day).orElseThrow();
            while (found.size() < (day.equals(Books.MONDAY) ? 25 : 50)) {
                dayBook.runs().forEach(run -> {
                    for (int index = 0; index < run.slotCount(); index++) {
                        found.add(new FreeSlots.Found(book, dayBook, run, index));
                    }
                });
            }
        }
        return new FreeSlots(found.subList(0, 50), 180, true, List.of());
    }

    private static Appointment appointment(Slot slot) {
        return new Appointment(
                new AppointmentId(SeatId.firstOf(slot.id()), "a".repeat(26)),
                Desk.ANN,
                new Appointment.Revision(1, Appointment.State.BOOKED, Optional.empty(), Books.NOW),
                Appointment.Allocation.in(List.of(slot), List.of(slot.id().ordinal())),
                new Appointment.Notes(Optional.of("Knee"), Optional.empty()),
                new Appointment.Booked(Booker.of(Desk.ANN_HERSELF), Books.NOW));
    }

    private static EngineRequest request(Operation operation, List<Map.Entry<String, String>> query, Buffer body) {
        return new EngineRequest(
                new RequestTarget(AllRoutes.of(operation), List.of(), query),
                Map.of(),
                Optional.of(Desk.ANN_HERSELF),
                UUID.fromString("00000000-0000-4000-8000-0000000000aa"),
                Books.NOW.plus(Duration.ofSeconds(5)),
                body);
    }
}
