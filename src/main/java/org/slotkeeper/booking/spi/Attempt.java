package org.slotkeeper.booking.spi;

import java.time.Instant;
import org.slotkeeper.domain.appointment.Request;
import org.slotkeeper.domain.party.NhsNumber;

/**
 * One try of a request that is to give its patient a hold or an appointment.
 *
 * @param now the instant that all of the try goes by
 */
public record Attempt(Request request, NhsNumber patient, Instant now) {}
