package org.slotkeeper.load.plan;

/** Somebody invented, and the practice that they are registered with. */
public record Patient(String nhsNumber, String ods) {}
