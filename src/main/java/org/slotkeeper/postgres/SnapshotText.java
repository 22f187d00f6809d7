package org.slotkeeper.postgres;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.slotkeeper.reconcile.spi.LedgerMoment;

/** Reads a snapshot as Postgres writes it: {@code xmin:xmax:} and the open transactions between them, with commas. */
final class SnapshotText {

    private SnapshotText() {}

    static LedgerMoment parse(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("not a snapshot: " + text);
        }
        Set<Long> open = parts[2].isEmpty()
                ? Set.of()
                : Arrays.stream(parts[2].split(",")).map(Long::valueOf).collect(Collectors.toSet());
        return new LedgerMoment(Long.parseLong(parts[0]), Long.parseLong(parts[1]), open);
    }
}
