package org.slotkeeper.cost.jpa;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

@ResponseStatus(HttpStatus.CONFLICT)
public class SlotTaken extends RuntimeException {

    public SlotTaken() {
        // Without its stack: it is thrown often, and nobody reads where.
        super("the slot is taken", null, false, false);
    }
}
