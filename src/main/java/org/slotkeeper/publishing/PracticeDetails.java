package org.slotkeeper.publishing;

import org.slotkeeper.domain.schedule.Practice;

/** A practice and the version of its book that is current. */
public record PracticeDetails(Practice practice, int layoutVersion) {}
