package org.slotkeeper.postgres.ledger;

import org.slotkeeper.booking.spi.AppointmentLedger.Listing;
import org.slotkeeper.booking.spi.AppointmentLedger.Reader;
import org.slotkeeper.domain.party.NhsNumber;

/** One call that lists a patient's appointments, as the batch carries it. */
record ListAll(NhsNumber patient, Listing listing, Reader reader, Viewer viewer) {}
