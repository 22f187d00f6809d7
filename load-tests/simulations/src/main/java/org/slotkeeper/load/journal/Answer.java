package org.slotkeeper.load.journal;

import java.util.Locale;

/**
 * What became of one request, as the injector saw it: one line of the journal.
 *
 * @param isWarmUp whether it was before anything counts
 * @param slot the one asked for, or for a cancellation the one given back; "" if there is none
 * @param appointment as named in the answer; "" if the answer named none
 * @param status 0 if no answer came
 * @param code the outcome's code, "" for a success
 * @param untilMillis when a hold ends; for a search how many slots it showed, for a publication how many slots it made
 */
public record Answer(
        boolean isWarmUp,
        Operation operation,
        long startMillis,
        long tookMillis,
        String ods,
        String patient,
        String slot,
        String appointment,
        int status,
        String code,
        long untilMillis) {

    public enum Operation {
        SEARCH,
        HOLD,
        BOOK,
        CONFIRM,
        CANCEL,
        READ,
        PUBLISH;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public long endMillis() {
        return startMillis + tookMillis;
    }

    public boolean isSuccess() {
        return status == 200 || status == 201;
    }

    /** Whether it may or may not have been done: no answer, or one that does not say. */
    public boolean isUnknown() {
        return status == 0 || status >= 500;
    }

    public boolean isLost() {
        return status == 409;
    }

    public String line() {
        return (isWarmUp ? "w" : "m")
                + '\t'
                + operation.word()
                + '\t'
                + startMillis
                + '\t'
                + tookMillis
                + '\t'
                + ods
                + '\t'
                + patient
                + '\t'
                + slot
                + '\t'
                + appointment
                + '\t'
                + status
                + '\t'
                + code
                + '\t'
                + untilMillis;
    }

    public static Answer parse(String line) {
        String[] fields = line.split("\t", -1);
        if (fields.length != 11) {
            throw new IllegalArgumentException("not a line of a journal: " + line);
        }
        return new Answer(
                fields[0].equals("w"),
                Operation.valueOf(fields[1].toUpperCase(Locale.ROOT)),
                Long.parseLong(fields[2]),
                Long.parseLong(fields[3]),
                fields[4],
                fields[5],
                fields[6],
                fields[7],
                Integer.parseInt(fields[8]),
                fields[9],
                Long.parseLong(fields[10]));
    }
}
