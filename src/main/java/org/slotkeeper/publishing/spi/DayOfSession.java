package org.slotkeeper.publishing.spi;

import java.time.LocalDate;
import org.slotkeeper.domain.schedule.SessionId;

/** By what a practice's session is found: the same name may be used again on another day. */
public record DayOfSession(LocalDate day, SessionId session) {}
