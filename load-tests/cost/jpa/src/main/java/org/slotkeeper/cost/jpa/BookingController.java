package org.slotkeeper.cost.jpa;

import java.net.URI;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.data.domain.Limit;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
public class BookingController {

    private final BookingService booking;
    private final SlotRepository slots;

    public BookingController(BookingService booking, SlotRepository slots) {
        this.booking = booking;
        this.slots = slots;
    }

    public record NewSession(String practice, LocalDateTime start, int session, int slotMinutes, int slotCount, String clinician) {}

    public record NewAppointment(Long slot, String patient, String description) {}

    public record FreeSlot(Long id, String practice, LocalDateTime start, LocalDateTime end, String clinician) {}

    public record Booked(Long id, Appointment.State state) {}

    @PostMapping("/sessions")
    @ResponseStatus(HttpStatus.CREATED)
    public List<Long> publish(@RequestBody NewSession session) {
        List<Slot> made = IntStream.range(0, session.slotCount())
                .mapToObj(number -> session.start().plusMinutes((long) number * session.slotMinutes()))
                .map(start -> new Slot(session.practice(), start, start.plusMinutes(session.slotMinutes()), session.clinician()))
                .toList();
        return slots.saveAll(made).stream().map(Slot::getId).toList();
    }

    @GetMapping("/slots")
    public List<FreeSlot> findFree(String practice, LocalDate from, LocalDate to, int count) {
        return booking.findFree(practice, from.atStartOfDay(), to.atStartOfDay(), Limit.of(count)).stream()
                .map(slot -> new FreeSlot(slot.getId(), slot.getPractice(), slot.getStartsAt(), slot.getEndsAt(), slot.getClinician()))
                .toList();
    }

    @PostMapping("/appointments")
    public ResponseEntity<Booked> book(@RequestBody NewAppointment wanted) {
        return created("/appointments/", booking.take(wanted.slot(), wanted.patient(), wanted.description(), Appointment.State.BOOKED));
    }

    @PostMapping("/holds")
    public ResponseEntity<Booked> hold(@RequestBody NewAppointment wanted) {
        return created("/holds/", booking.take(wanted.slot(), wanted.patient(), wanted.description(), Appointment.State.HELD));
    }

    @PutMapping("/holds/{id}/confirmation")
    public Booked confirm(@PathVariable Long id) {
        Appointment confirmed = booking.confirm(id);
        return new Booked(confirmed.getId(), confirmed.getState());
    }

    @DeleteMapping("/appointments/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    public void cancel(@PathVariable Long id) {
        booking.cancel(id);
    }

    private static ResponseEntity<Booked> created(String path, Appointment made) {
        return ResponseEntity.created(URI.create(path + made.getId())).body(new Booked(made.getId(), made.getState()));
    }
}
