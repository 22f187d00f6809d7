package org.slotkeeper.cost;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/** How one kind of server is asked for the operations that are measured. */
public interface Api {

    /** What it has an operation for. */
    Set<Operation> operations();

    /** A session of 24 slots of five minutes, told apart by its number on that day. */
    Call publish(int practice, LocalDate day, int session);

    /** The slots that an answer to publish names, in order. */
    List<String> slots(Answer published);

    Call search(int patient, LocalDate from);

    Call book(int patient, String slot);

    /** The appointment that an answer to book or hold names. */
    String appointment(Answer booked);

    Call cancel(int patient, String appointment);

    Call hold(int patient, String slot);

    Call confirm(int patient, String slot, String appointment);
}
