package org.slotkeeper.booking.spi;

import java.time.Duration;
import java.time.Instant;
import org.slotkeeper.domain.AppointmentId;
import org.slotkeeper.domain.NhsNumber;
import org.slotkeeper.domain.Request;

/** A patient's word that a hold is to become an appointment. */
public record HoldConfirm(AppointmentId hold, NhsNumber patient, Duration lease, Request request, Instant now) {}
