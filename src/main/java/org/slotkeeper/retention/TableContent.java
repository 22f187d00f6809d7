package org.slotkeeper.retention;

/**
 * What the file of an archived table has.
 *
 * @param rows without the head line
 * @param sha256 of the CSV
 */
public record TableContent(long rows, String sha256) {}
