package org.slotkeeper.redis;

import java.time.Duration;

/**
 * What the inventory goes by.
 *
 * @param patientMarkSecret keys the hashes that stand for patients; the same in all processes
 * @param requestMemory how long a request is answered as before without asking the ledger; longer than any deadline
 */
public record InventorySettings(byte[] patientMarkSecret, Duration requestMemory) {

    private static final int SECRET_BYTES_MIN = 16;

    public InventorySettings {
        if (patientMarkSecret.length < SECRET_BYTES_MIN) {
            throw new IllegalArgumentException("the patient mark secret needs at least " + SECRET_BYTES_MIN + " bytes");
        }
        if (requestMemory.compareTo(Duration.ofSeconds(10)) < 0) {
            throw new IllegalArgumentException("requestMemory must be at least PT10S");
        }
        patientMarkSecret = patientMarkSecret.clone();
    }

    @Override
    public String toString() {
        return "InventorySettings[***]";
    }
}
