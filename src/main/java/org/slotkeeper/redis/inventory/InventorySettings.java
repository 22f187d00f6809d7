package org.slotkeeper.redis.inventory;

import java.time.Duration;

/**
 * What the inventory goes by.
 *
 * @param patientMarkSecret keys the hashes that stand for patients; the same in all processes
 * @param requestMemory how long a request that claimed something is known to have been here; longer
 * than any deadline
 * @param refusalMemory how long one that was refused is answered as before: after that, to send it
 * again is to ask again
 */
public record InventorySettings(byte[] patientMarkSecret, Duration requestMemory, Duration refusalMemory) {

    private static final int SECRET_BYTES_MIN = 16;

    public InventorySettings {
        if (patientMarkSecret.length < SECRET_BYTES_MIN) {
            throw new IllegalArgumentException("the patient mark secret needs at least " + SECRET_BYTES_MIN + " bytes");
        }
        if (requestMemory.compareTo(Duration.ofSeconds(10)) < 0) {
            throw new IllegalArgumentException("requestMemory must be at least PT10S");
        }
        if (refusalMemory.compareTo(Duration.ofSeconds(10)) < 0) {
            throw new IllegalArgumentException("refusalMemory must be at least PT10S");
        }
        patientMarkSecret = patientMarkSecret.clone();
    }

    @Override
    public String toString() {
        return "InventorySettings[***]";
    }
}
