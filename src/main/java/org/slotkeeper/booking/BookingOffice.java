package org.slotkeeper.booking;

import java.time.Clock;

/** All use cases of booking, put together over one set of ports. One for each event loop. */
public final class BookingOffice {

    private final Requests requests;
    private final BookingSettings settings;
    private final Clock clock;
    private final FindFreeSlots findFreeSlots;
    private final PlaceHold placeHold;
    private final BookAppointment bookAppointment;
    private final KeepAppointment keepAppointment;
    private final CancelAppointment cancelAppointment;
    private final ReadAppointments readAppointments;

    public BookingOffice(BookingPorts ports, Requests requests, BookingSettings settings, Clock clock) {
        this.requests = requests;
        this.settings = settings;
        this.clock = clock;
        RefuseForGood refuseForGood = new RefuseForGood(ports.ledger(), ports.degradation());
        ClaimSlots claims = new ClaimSlots(ports, refuseForGood, settings);
        RecordAppointment recording = new RecordAppointment(ports, clock);
        ConfirmHold confirming = new ConfirmHold(ports, recording, refuseForGood, requests, settings, clock);
        AmendAppointment amending = new AmendAppointment(ports.ledger());
        LookAgain lookAgain = new LookAgain(requests, clock);
        MoveAppointment moving = new MoveAppointment(claims, ports, clock);
        this.findFreeSlots = new FindFreeSlots(ports.books(), ports.inventory(), ports.desk(), clock);
        this.placeHold = new PlaceHold(claims, ports.ledger(), requests, clock);
        this.bookAppointment = new BookAppointment(claims, recording, requests, clock);
        this.keepAppointment = new KeepAppointment(
                ports,
                new KeepAppointment.Ways(confirming, amending, moving),
                refuseForGood,
                requests,
                lookAgain,
                clock);
        this.cancelAppointment = new CancelAppointment(ports, refuseForGood, lookAgain, clock);
        this.readAppointments = new ReadAppointments(ports.ledger(), ports.inventory(), ports.books(), clock);
    }

    /** The same office over other ports, for one request that somebody looks at. */
    public BookingOffice over(BookingPorts others) {
        return new BookingOffice(others, requests, settings, clock);
    }

    public FindFreeSlots findFreeSlots() {
        return findFreeSlots;
    }

    public PlaceHold placeHold() {
        return placeHold;
    }

    public BookAppointment bookAppointment() {
        return bookAppointment;
    }

    public KeepAppointment keepAppointment() {
        return keepAppointment;
    }

    public CancelAppointment cancelAppointment() {
        return cancelAppointment;
    }

    public ReadAppointments readAppointments() {
        return readAppointments;
    }
}
