package org.slotkeeper.postgres.ledger;

import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Brings the rows of a batch's answer, which come in any order, back to the calls. */
final class BatchRows {

    private BatchRows() {}

    /** The place of the call that the row answers. */
    static int at(Row row) {
        return row.getInteger("nth") - 1;
    }

    static <A> List<Optional<A>> absent(int size) {
        return new ArrayList<>(Collections.nCopies(size, Optional.empty()));
    }
}
