package org.slotkeeper.load.plan;

/** A practice and how many patients it has in this run: those of the list, or proportionately more where the list is too short for the scale. */
public record Practice(String ods, int patients) {

    public Practice {
        if (!ods.matches("[A-Z0-9]{3,10}") || patients < 1) {
            throw new IllegalArgumentException("not a practice with patients: " + ods + ", " + patients);
        }
    }
}
